using System.Net;
using System.Net.Http.Headers;

namespace GenreNotebooks.Data;

/// <summary>Asks for a file, and follows where the server sends us as far as <see cref="AddressRules"/> allow.</summary>
internal sealed class Asking(Uri address, bool allowHttp) : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = new ProxyForOthers() })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => client.Dispose();

    /// <summary>The answer that is no redirect.</summary>
    /// <param name="from">The first byte wanted.</param>
    /// <param name="version">The version that the bytes before are of, if the server named it: of another one, the server sends all.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DownloadFailure">A redirect leads nowhere, or where it must not.</exception>
    public async Task<HttpResponseMessage> AskAsync(long from, EntityTagHeaderValue? version, CancellationToken cancellation)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.AcceptEncoding.ParseAdd("identity");
            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            request.Headers.IfRange = from > 0 && version is { IsWeak: false } ? new RangeConditionHeaderValue(version) : null;
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return response;
            }
            using (response)
            {
                at = redirects < MostRedirects ? Next(at, response.Headers.Location)
                    : throw new DownloadFailure($"the server redirects more than {MostRedirects} times", passes: false);
            }
        }
    }

    private Uri Next(Uri at, Uri? location)
    {
        if (location is null || !Uri.TryCreate(at, location, out var next))
        {
            throw new DownloadFailure("the server redirects to nowhere", passes: false);
        }
        return AddressRules.Allow(next, allowHttp, at) ? next : throw new DownloadFailure(
            $"the server redirects to {Shown(next)}, which is not safe: expected https{(AddressRules.IsOfWeb(next) ? ", or http with --allow-http" : "")}", passes: false);
    }

    /// <summary>An address without what would move a terminal's cursor, and no longer than a line.</summary>
    private static string Shown(Uri address) => address.AbsoluteUri is { Length: > 200 } text ? text[..200] + "…" : address.AbsoluteUri;

    /// <summary>The system's proxy, which cannot reach this machine's own addresses.</summary>
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
