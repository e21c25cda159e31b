namespace AleSekretariat.Web.Access;

/// <summary>
/// Counts tokens that were none, for each client: every one costs a look-up, and a program that guesses or was forgotten
/// after a revocation asks without end. 30 in a minute; then its tokens are not looked up until the minute is over.
/// </summary>
public sealed class FailedTokens(WebOptions options) : IDisposable
{
    private readonly Window<string> _failures = new(30, TimeSpan.FromMinutes(1));

    /// <summary>False with the time to wait when the client brought too many.</summary>
    public bool MayTry(HttpContext http, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        return !options.RateLimits || _failures.HasRoom(ClientNetwork.Of(http.Connection.RemoteIpAddress), out wait);
    }

    /// <summary>One more.</summary>
    public void Count(HttpContext http)
    {
        if (options.RateLimits)
            _failures.TryTake(ClientNetwork.Of(http.Connection.RemoteIpAddress), out _);
    }

    public void Dispose() => _failures.Dispose();
}
