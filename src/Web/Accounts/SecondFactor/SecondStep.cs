using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>
/// Between password and code: a cookie that lives ten minutes and says whose password was right. It names the security stamp,
/// so that it ends with the password, and is worth nothing without a code.
/// </summary>
public sealed class SecondStep(UserManager<Account> accounts, IHttpContextAccessor http, IOptions<IdentityOptions> identity)
{
    /// <summary>How long a person has for the code.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private const string Remember = "remember";

    private HttpContext Http => http.HttpContext ?? throw new InvalidOperationException("There is no request.");

    private string StampClaim => identity.Value.ClaimsIdentity.SecurityStampClaimType;

    /// <summary>The password was right.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="remember">Whether the session is to outlive the browser.</param>
    public Task BeginAsync(Account account, bool remember)
    {
        ArgumentNullException.ThrowIfNull(account);
        var ticket = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, account.Id.ToString("D", CultureInfo.InvariantCulture)),
                new Claim(StampClaim, account.SecurityStamp ?? ""),
                new Claim(Remember, remember ? "true" : "false"),
            ],
            IdentityConstants.TwoFactorUserIdScheme);
        return Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(ticket), new AuthenticationProperties());
    }

    /// <summary>Whose password was right in this browser; null if nobody's, or too long ago.</summary>
    public async Task<(Account Account, bool Remember)?> FindAsync()
    {
        var ticket = (await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        if (ticket?.FindFirst(ClaimTypes.Name)?.Value is not { } id || ticket.FindFirst(Remember) is not { } remember
            || await accounts.FindByIdAsync(id) is not { TwoFactorEnabled: true } account
            || !string.Equals(ticket.FindFirst(StampClaim)?.Value, account.SecurityStamp, StringComparison.Ordinal))
        {
            return null;
        }

        return (account, string.Equals(remember.Value, "true", StringComparison.Ordinal));
    }

    /// <summary>The second step is done.</summary>
    public Task EndAsync() => Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
