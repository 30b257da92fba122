namespace GenreNotebooks.Data;

/// <summary>
/// Where a download may come from: over https, or from this machine. Over http from elsewhere only where that was asked for:
/// whoever listens learns what is fetched, and whoever changes it on the way can only make it fail, since its checksum is known.
/// </summary>
internal static class AddressRules
{
    /// <summary>Whether an address may be asked.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowHttp">Whether http was asked for.</param>
    /// <param name="from">The address that redirects there, if one does: another machine cannot send us to our own.</param>
    public static bool Allow(Uri address, bool allowHttp, Uri? from = null) => address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && (allowHttp || (address.IsLoopback && from is null or { IsLoopback: true }))));

    /// <summary>Whether an address is one of the web at all.</summary>
    public static bool IsOfWeb(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
