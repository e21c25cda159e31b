using AleSekretariat.Web.Audit;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Accounts.SecondFactor;

/// <summary>What came of a code.</summary>
public enum CodeOutcome
{
    /// <summary>Right, and used up by this.</summary>
    Accepted,

    /// <summary>Wrong, or used before.</summary>
    Refused,

    /// <summary>Too many wrong ones; the account opens again in a few minutes.</summary>
    LockedOut,
}

/// <summary>The second factor of an account: setting up, turning off, and checking what is typed.</summary>
public sealed class TwoFactor(
    TwoFactorStore store, CodeAttempts attempts, SecurityTrail trail, UserManager<Account> accounts, TimeProvider time)
{
    /// <summary>A seed that was shown and never confirmed is forgotten after this.</summary>
    private static readonly TimeSpan SetUpWithin = TimeSpan.FromMinutes(30);

    /// <summary>What the account has, on or being set up; null when neither.</summary>
    public async Task<Authenticator?> FindAsync(Guid accountId, CancellationToken cancellation)
    {
        var found = await store.FindAsync(accountId, cancellation);
        return found is null || found.IsOn || time.GetUtcNow() - found.BegunAt < SetUpWithin ? found : null;
    }

    /// <summary>Begins setting up with a new seed. Nothing is asked for yet.</summary>
    public Task BeginAsync(Guid accountId, CancellationToken cancellation) => store.BeginAsync(accountId, AuthenticatorSeed.Make(), cancellation);

    /// <summary>Turns on, after a code that shows the app has the seed.</summary>
    /// <returns>The recovery codes, to be shown now or never; null if the code is wrong, or there is nothing to confirm.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Account account, Guid sessionToKeep, string? code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await FindAsync(account.Id, cancellation) is not { IsOn: false } pending
            || pending.Seed.StepOf(Plain(code), time.GetUtcNow()) is not { } step
            || !await store.TakeStepAsync(account.Id, step, cancellation))
        {
            return null;
        }

        var codes = RecoveryCodes.Make();
        if (!await store.TurnOnAsync(account.Id, sessionToKeep, HashesOf(codes), cancellation))
            return null;
        await trail.ChangedAsync(account, AuditKinds.TwoFactorOn, SecurityChange.TwoFactorOn, cancellation);
        return codes;
    }

    /// <summary>Turns off. The password must have been asked for.</summary>
    public async Task TurnOffAsync(Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await store.TurnOffAsync(account.Id, cancellation))
            await trail.ChangedAsync(account, AuditKinds.TwoFactorOff, SecurityChange.TwoFactorOff, cancellation);
    }

    /// <summary>New recovery codes in place of the old. The password must have been asked for. Null if no codes are asked for.</summary>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var codes = RecoveryCodes.Make();
        if (!await store.ReplaceRecoveryCodesAsync(account.Id, HashesOf(codes), cancellation))
            return null;
        await trail.ChangedAsync(account, AuditKinds.RecoveryCodesMade, SecurityChange.RecoveryCodesMade, cancellation);
        return codes;
    }

    /// <summary>Checks the second step of a sign-in: a code of the app or a recovery code. Each attempt counts towards the lockout.</summary>
    public async Task<CodeOutcome> CheckAsync(Account account, string? code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (await attempts.TakeAsync(account.Id, cancellation) is not { } last)
            return CodeOutcome.LockedOut;
        if (await IsRightAsync(account, code ?? "", cancellation))
        {
            await attempts.ForgetAsync(account.Id, cancellation);
            return CodeOutcome.Accepted;
        }

        await trail.RefusedAsync(account, last ? AuditKinds.LockedOut : AuditKinds.CodeRefused, cancellation);
        return last ? CodeOutcome.LockedOut : CodeOutcome.Refused;
    }

    private async Task<bool> IsRightAsync(Account account, string code, CancellationToken cancellation)
    {
        if (!RecoveryCodes.LookLike(code))
            return await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, Plain(code));
        if (!await store.TakeRecoveryCodeAsync(account.Id, RecoveryCodes.HashOf(code), cancellation))
            return false;
        await trail.ChangedAsync(account, AuditKinds.RecoveryCodeUsed, SecurityChange.RecoveryCodeUsed, cancellation);
        return true;
    }

    /// <summary>Apps show the digits in two groups, and people type them so.</summary>
    private static string Plain(string? code) => string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c)));

    private static byte[][] HashesOf(IEnumerable<string> codes) => [.. codes.Select(RecoveryCodes.HashOf)];
}
