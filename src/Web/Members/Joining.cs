using System.Globalization;
using System.Net;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Legal;
using Microsoft.AspNetCore.Identity;

namespace AleSekretariat.Web.Members;

/// <summary>What came of making an account by invitation.</summary>
public abstract record JoinResult
{
    private JoinResult()
    {
    }

    /// <summary>The account is there and belongs to the company.</summary>
    public sealed record Joined(Account Account) : JoinResult;

    /// <summary>Something is wrong with the password.</summary>
    public sealed record Invalid(FieldProblem Problem) : JoinResult;

    /// <summary>An account with this address exists: sign in.</summary>
    public sealed record EmailTaken : JoinResult;

    /// <summary>The company said no; no account was left behind.</summary>
    public sealed record Refused(Refusal Refusal) : JoinResult;
}

/// <summary>Joining a company by invitation. Whoever has the link has read the mail: the address is confirmed by it.</summary>
public sealed partial class Joining(
    UserManager<Account> accounts, SignUp signUp, Agreements agreements, IGrainFactory grains, TimeProvider time, ILogger<Joining> log)
{
    /// <summary>Accepts as an account that exists.</summary>
    public async Task<Outcome<TenantSnapshot>> AcceptAsync(Invitation invitation, Guid accountId, IPAddress? from)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        var account = await accounts.FindByIdAsync(accountId.ToString("D", CultureInfo.InvariantCulture));
        if (account is null || !IsFor(invitation, account.NormalizedEmail))
            return new Refusal.NotFound();
        var outcome = await JoinAsync(invitation, account, from);
        if (outcome.Refusal is null && !account.EmailConfirmed)
        {
            account.EmailConfirmed = true;
            await accounts.UpdateAsync(account);
        }

        return outcome;
    }

    /// <summary>Makes the account of the invited address and accepts: both or neither.</summary>
    public async Task<JoinResult> SignUpAsync(Invitation invitation, string? password, string culture, IPAddress? from)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        if (AccountRules.CheckPassword(password, invitation.Email, invitation.Company) is { } problem)
            return new JoinResult.Invalid(problem);
        var account = new Account
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            UserName = invitation.Email,
            Email = invitation.Email,
            EmailConfirmed = true,
            Culture = culture == "en" ? "en" : "pl",
            CreatedAt = time.GetUtcNow(),
        };
        agreements.Sign(account, company: null);
        switch (await signUp.CreateAsync(account, password!))
        {
            case null:
                break;
            case SignUpResult.Invalid invalid:
                return new JoinResult.Invalid(invalid.Problems[0]);
            default:
                return new JoinResult.EmailTaken();
        }

        Outcome<TenantSnapshot> outcome;
        try
        {
            outcome = await JoinAsync(invitation, account, from);
        }
        catch (Exception fault)
        {
            // It may have joined after all: then the account stays by its membership, and one may sign in.
            LogJoiningFailed(fault, account.Id);
            await RemoveAsync(account);
            throw;
        }

        if (outcome.Granted(out _, out var refusal))
            return new JoinResult.Joined(account);
        await RemoveAsync(account);
        return new JoinResult.Refused(refusal);
    }

    /// <summary>Whether there is an account of the invited address.</summary>
    public async Task<bool> HasAccountAsync(Invitation invitation)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        return await accounts.FindByEmailAsync(invitation.Email) is not null;
    }

    /// <summary>Whether the invitation is for this address.</summary>
    public bool IsFor(Invitation invitation, SignedInPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return IsFor(invitation, accounts.NormalizeEmail(person.Email));
    }

    private static bool IsFor(Invitation invitation, string? normalizedEmail)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        return string.Equals(invitation.NormalizedEmail, normalizedEmail, StringComparison.Ordinal);
    }

    // Not a member yet: the grain goes by the invitation and the account, not by the role said here.
    private Task<Outcome<TenantSnapshot>> JoinAsync(Invitation invitation, Account account, IPAddress? from) => GrainCall.RepeatAsync(() =>
        grains.GetGrain<ITenantGrain>(invitation.TenantId).AcceptInvitation(
            new AcceptInvitation(invitation.Id),
            new Actor(invitation.TenantId, account.Id, account.Name, TenantRole.Viewer, ActorKind.Browser) { Address = from }));

    private async Task RemoveAsync(Account account)
    {
        try
        {
            await accounts.DeleteAsync(account);
        }
        catch (Exception fault)
        {
            LogAccountStays(fault, account.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "New account {AccountId} could not join by its invitation; the account is taken back")]
    private partial void LogJoiningFailed(Exception fault, Guid accountId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {AccountId} stays although it could not join; its owner may sign in")]
    private partial void LogAccountStays(Exception fault, Guid accountId);
}
