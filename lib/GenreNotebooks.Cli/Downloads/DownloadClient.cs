using System.Net;
using System.Net.Http.Headers;

namespace GenreNotebooks.Cli.Downloads;

/// <summary>Requests a file from its server and follows redirects as far as <see cref="AddressRules"/> allow.</summary>
internal sealed class DownloadClient(Uri address, bool allowHttp) : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = new ProxyForOthers() })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => client.Dispose();

    /// <summary>Sends the request; returns the first answer that is not a redirect, with its body still to be read.</summary>
    /// <param name="from">The first byte to request.</param>
    /// <param name="version">The version of the bytes received so far, if the server named it: if the file has another one now, the server sends all of it.</param>
    /// <param name="cancellation">Cancels the request.</param>
    /// <exception cref="InvalidDataException">A redirect names no address, or one that is not allowed.</exception>
    public async Task<HttpResponseMessage> GetAsync(long from, EntityTagHeaderValue? version, CancellationToken cancellation)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.AcceptEncoding.ParseAdd("identity");
            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            request.Headers.IfRange = from > 0 && version is { IsWeak: false } ? new RangeConditionHeaderValue(version) : null;
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return response;
            }
            using (response)
            {
                at = redirects < MostRedirects ? Next(at, response.Headers.Location)
                    : throw new InvalidDataException($"the server redirects more than {MostRedirects} times");
            }
        }
    }

    private Uri Next(Uri at, Uri? location)
    {
        if (location is null || !Uri.TryCreate(at, location, out var next))
        {
            throw new InvalidDataException("the server redirects to nowhere");
        }
        return AddressRules.Allow(next, allowHttp, at) ? next : throw new InvalidDataException(
            $"the server redirects to {Shown(next)}, which is not safe: expected https{(AddressRules.IsOfWeb(next) ? ", or http with --allow-http" : "")}");
    }

    /// <summary>An address without control characters of a terminal, and no longer than a line.</summary>
    private static string Shown(Uri address) => address.AbsoluteUri is { Length: > 200 } text ? text[..200] + "…" : address.AbsoluteUri;

    /// <summary>The system's proxy for other machines; it cannot reach this machine's own addresses.</summary>
    private sealed class ProxyForOthers : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => HttpClient.DefaultProxy.Credentials;
            set => HttpClient.DefaultProxy.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : HttpClient.DefaultProxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
    }
}

/// <summary>
/// Which addresses a download may use: https, or http on this machine. Http on another machine is allowed only on request: others
/// can then see which file is fetched, but a change on the way only makes the download fail, since its checksum is known.
/// </summary>
internal static class AddressRules
{
    /// <summary>Whether an address may be requested.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowHttp">Allow http URLs for other machines.</param>
    /// <param name="from">The address that redirects there, or null: another machine must not redirect to this one.</param>
    public static bool Allow(Uri address, bool allowHttp, Uri? from = null) => address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && (allowHttp || (address.IsLoopback && from is null or { IsLoopback: true }))));

    /// <summary>Whether an address has the scheme https or http.</summary>
    public static bool IsOfWeb(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
