using AleSekretariat.Web.Accounts;

namespace AleSekretariat.Web.Access;

/// <summary>What is limited for each account, from wherever it comes.</summary>
public enum AccountAttempt
{
    /// <summary>A password that is tried: 20 in a minute, beside Identity's lockout.</summary>
    Password,

    /// <summary>A mail that is asked for by somebody who is not signed in: 5 in an hour.</summary>
    Mail,
}

/// <summary>Limits per account, by the address that was typed, whether it exists or not.</summary>
public sealed class AccountAttempts(WebOptions options) : IDisposable
{
    private readonly Window<string> _passwords = new(20, TimeSpan.FromMinutes(1));
    private readonly Window<string> _mails = new(5, TimeSpan.FromHours(1));

    /// <summary>Counts an attempt; false with the time to wait when there were too many.</summary>
    public bool TryTake(AccountAttempt attempt, string? email, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        // What is no address is nobody's, and gets no counter.
        if (!options.RateLimits || AccountRules.CheckEmail(email) is not null)
            return true;
        return (attempt == AccountAttempt.Mail ? _mails : _passwords).TryTake(AccountRules.NormalizeEmail(email!).ToUpperInvariant(), out wait);
    }

    public void Dispose()
    {
        _passwords.Dispose();
        _mails.Dispose();
    }
}
