using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Legal;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AleSekretariat.Web.Accounts;

/// <summary>Sign-up: an account and its company, both or neither. Signing up is accepting what is in force (Legal/README.md).</summary>
public sealed partial class SignUp(
    UserManager<Account> accounts, EmailConfirmation confirmation, Agreements agreements, IGrainFactory grains, TimeProvider time, ILogger<SignUp> log)
{
    /// <summary>Makes an account and opens its company on Green. Works at once; the address is confirmed later.</summary>
    /// <param name="company">1-200 characters.</param>
    /// <param name="nip">Optional; written in any usual way.</param>
    /// <param name="email">The address to sign in with.</param>
    /// <param name="password">10-128 characters.</param>
    /// <param name="culture"><c>pl</c> or <c>en</c>; anything else is Polish.</param>
    /// <param name="cancellation">Gives up before the company is opened.</param>
    public async Task<SignUpResult> SignUpAsync(
        string? company, string? nip, string? email, string? password, string? culture, CancellationToken cancellation)
    {
        var problems = AccountRules.Check(company, nip, email, password);
        if (!problems.IsEmpty)
            return new SignUpResult.Invalid(problems);

        var address = AccountRules.NormalizeEmail(email!);
        var account = new Account
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            UserName = address,
            Email = address,
            Culture = string.Equals(culture, "en", StringComparison.OrdinalIgnoreCase) ? "en" : "pl",
            CreatedAt = time.GetUtcNow(),
        };
        var tenantId = Guid.CreateVersion7(time.GetUtcNow());
        agreements.Sign(account, tenantId);
        cancellation.ThrowIfCancellationRequested();
        if (await CreateAsync(account, password!) is { } refused)
            return refused;

        Outcome<TenantSnapshot> opened;
        try
        {
            opened = await OpenCompanyAsync(account, tenantId, company, nip);
        }
        catch (Exception fault)
        {
            LogOpeningFailed(fault, account.Id);
            await RemoveAsync(account);
            throw;
        }

        if (opened.Granted(out var tenant, out var refusal))
        {
            await confirmation.AskNewcomerAsync(account);
            return new SignUpResult.Opened(account, tenant);
        }

        await RemoveAsync(account);
        return refusal is Refusal.Invalid invalid
            ? new SignUpResult.Invalid(invalid.Problems)
            : throw new InvalidOperationException($"A new company was refused: {refusal}");
    }

    /// <summary>Opens a company for an account that exists: a first one after a sign-up that was cut off, or another.</summary>
    public async Task<Outcome<TenantSnapshot>> OpenCompanyAsync(Account account, string? company, string? nip, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        cancellation.ThrowIfCancellationRequested();
        var opened = await OpenCompanyAsync(account, Guid.CreateVersion7(time.GetUtcNow()), company, nip);
        if (opened.Granted(out var tenant, out _))
            await SignForCompanyAsync(account, tenant.TenantId);
        return opened;
    }

    /// <summary>Opens a company under an id that is the caller's choice: twice is once.</summary>
    internal async Task<Outcome<TenantSnapshot>> OpenCompanyAsync(Account account, Guid tenantId, string? company, string? nip)
    {
        ArgumentNullException.ThrowIfNull(account);
        FieldProblem?[] problems = [AccountRules.CheckCompany(company), AccountRules.CheckNip(nip)];
        if (problems.OfType<FieldProblem>().ToList() is { Count: > 0 } found)
            return new Refusal.Invalid([.. found]);

        var owner = new Actor(tenantId, account.Id, account.Name, TenantRole.Owner, ActorKind.Browser);
        var command = new OpenTenant(company!.Trim(), string.IsNullOrWhiteSpace(nip) ? null : Nip.Normalize(nip), account.Id);
        return await GrainCall.RepeatAsync(() => grains.GetGrain<ITenantGrain>(tenantId).Open(command, owner));
    }

    /// <summary>The company is there, whatever becomes of the row: its owner is asked again by the banner.</summary>
    private async Task SignForCompanyAsync(Account account, Guid tenantId)
    {
        try
        {
            await agreements.SignForCompanyAsync(account.Id, tenantId, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogNotSigned(fault, tenantId);
        }
    }

    /// <summary>
    /// Null when the account is made. Otherwise the address is taken (seen before, or by the unique index when two came at
    /// once), or Identity finds something wrong that our own rules let pass.
    /// </summary>
    internal async Task<SignUpResult?> CreateAsync(Account account, string password)
    {
        try
        {
            var created = await accounts.CreateAsync(account, password);
            if (created.Succeeded)
                return null;
            if (created.Errors.All(error => error.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName)))
                return new SignUpResult.EmailTaken();
            var ofPassword = created.Errors.Any(error => error.Code.StartsWith("Password", StringComparison.Ordinal));
            return new SignUpResult.Invalid([new FieldProblem(ofPassword ? "password" : "email", FieldError.NotText, [])]);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new SignUpResult.EmailTaken();
        }
    }

    /// <summary>Takes the account back. If the company was opened after all, its membership keeps the account: one may sign in.</summary>
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The company of new account {AccountId} could not be opened; the account is taken back")]
    private partial void LogOpeningFailed(Exception fault, Guid accountId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {AccountId} stays although its sign-up failed; its owner may sign in and open a company")]
    private partial void LogAccountStays(Exception fault, Guid accountId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The processing agreement of new company {TenantId} could not be recorded; its owner is asked on the pages")]
    private partial void LogNotSigned(Exception fault, Guid tenantId);
}
