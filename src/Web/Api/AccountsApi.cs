using System.Collections.Immutable;
using System.Globalization;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Accounts.SecondFactor;

namespace AleSekretariat.Web.Api;

/// <summary><c>/api/v1/accounts</c> and <c>/api/v1/tokens</c>: how a program gets its token.</summary>
internal static class AccountsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/accounts", SignUpAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignUp)
            .WithSummary("Open an account and its company").WithDescription(SigningUpIsAccepting)
            .Produces<SignUpResponse>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);
        api.MapPost("/tokens", IssueTokenAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Tokens).AddEndpointFilter(LimitPerAccountAsync)
            .Produces<TokenResponse>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
    }

    private const string SigningUpIsAccepting =
        "Calling this accepts the terms (/legal/terms) and, for the company, the data processing agreement (/legal/processing), and says that the "
        + "privacy notice (/legal/privacy) was read, each in the version in force. The acceptance is recorded with the account.";

    private static async Task<IResult> SignUpAsync(
        Body<SignUpRequest> body, SignUp signUp, PersonalTokens tokens, WebOptions options, HttpContext http, CancellationToken cancellation)
    {
        if (!options.ApiSignUp)
            return RefusalProblems.NotFound();
        var request = body.Value;
        var result = await signUp.SignUpAsync(
            request.Company, request.Nip, request.Email, request.Password, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, cancellation);
        switch (result)
        {
            case SignUpResult.Opened opened:
                var issued = await tokens.IssueAsync(OrderOf(opened.Account, opened.Tenant.TenantId, "API", http), cancellation);
                return TypedResults.Created((string?)null, new SignUpResponse(opened.Tenant.TenantId, issued!.Token));
            case SignUpResult.Invalid invalid:
                return RefusalProblems.Validation(invalid.Problems);
            default:
                return RefusalProblems.Conflict("email-taken");
        }
    }

    /// <summary>Issuing a token with a password counts as a sign-in, using it does not (product.md §2).</summary>
    private static async Task<IResult> IssueTokenAsync(
        Body<TokenRequest> body, SignIn signIn, TwoFactor twoFactor, Sessions sessions, PersonalTokens tokens, AccountMails mails, IGrainFactory grains,
        HttpContext http, CancellationToken cancellation)
    {
        var request = body.Value;
        if (Check(request) is { IsEmpty: false } problems)
            return RefusalProblems.Validation(problems);
        var (_, account) = await signIn.CheckPasswordAsync(request.Email, request.Password);
        if (account is null)
            return RefusalProblems.WrongPassword();
        if (account.TwoFactorEnabled && await CheckCodeAsync(account, request.Code, twoFactor, cancellation) is { } refused)
            return refused;

        var companies = await sessions.MembershipsOfAsync(account.Id, cancellation);
        if (companies.Count == 0)
            return RefusalProblems.Forbidden("no-company");
        if (request.TenantId is null && companies.Count > 1)
            return RefusalProblems.Validation(new FieldProblem("tenantId", FieldError.Required, []));
        if (companies.FirstOrDefault(company => request.TenantId is null || company.TenantId == request.TenantId) is not { } chosen)
            return RefusalProblems.NotFound();

        if (chosen.AsksSecondFactor && !account.TwoFactorEnabled)
            return RefusalProblems.NeedsSecondFactor();

        var actor = new Actor(chosen.TenantId, account.Id, account.Name, chosen.Role, ActorKind.Browser);
        var outcome = await GrainCall.RepeatAsync(() => grains.GetGrain<ITenantGrain>(chosen.TenantId).SignedIn(actor));
        if (!outcome.Granted(out _, out var refusal))
            return RefusalProblems.Of(refusal);
        if (await tokens.IssueAsync(OrderOf(account, chosen.TenantId, request.Name!.Trim(), http), cancellation) is not { } issued)
            return RefusalProblems.Conflict("too-many-tokens");
        await mails.TellOfTokenAsync(account, issued, cancellation);
        return TypedResults.Created((string?)null, new TokenResponse(issued.Token));
    }

    /// <summary>What a program asks for by itself may do everything its person may; narrower ones are made on the page.</summary>
    private static TokenOrder OrderOf(Account account, Guid tenantId, string name, HttpContext http) => new(
        new TokenPerson(account.Id, account.Name, http.Connection.RemoteIpAddress), tenantId, name, TokenScope.Full, PersonalTokens.Lifetime);

    private static ValueTask<object?> LimitPerAccountAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var attempts = context.HttpContext.RequestServices.GetRequiredService<AccountAttempts>();
        return attempts.TryTake(AccountAttempt.Password, context.GetArgument<Body<TokenRequest>>(0).Value.Email, out var wait)
            ? next(context)
            : ValueTask.FromResult<object?>(RateLimits.ProblemOf(wait));
    }

    /// <summary>401 as for a wrong password; who knows the password is told that it is the code.</summary>
    private static async Task<IResult?> CheckCodeAsync(Account account, string? code, TwoFactor twoFactor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(code))
            return RefusalProblems.WrongCode(new FieldProblem("code", FieldError.Required, []));
        return await twoFactor.CheckAsync(account, code, cancellation) switch
        {
            CodeOutcome.Accepted => null,
            CodeOutcome.LockedOut => RefusalProblems.WrongPassword(),
            _ => RefusalProblems.WrongCode(new FieldProblem("code", "wrong", [])),
        };
    }

    private static ImmutableArray<FieldProblem> Check(TokenRequest request)
    {
        var problems = ImmutableArray.CreateBuilder<FieldProblem>();
        if (AccountRules.CheckEmail(request.Email) is { } email)
            problems.Add(email);
        if (string.IsNullOrEmpty(request.Password))
            problems.Add(new FieldProblem("password", FieldError.Required, []));
        if (string.IsNullOrWhiteSpace(request.Name))
            problems.Add(new FieldProblem("name", FieldError.Required, []));
        else if (!AccountRules.IsText(request.Name))
            problems.Add(new FieldProblem("name", FieldError.NotText, []));
        else if (request.Name.Trim().EnumerateRunes().Count() > PersonalTokens.LongestName)
            problems.Add(new FieldProblem("name", FieldError.TooLong, [PersonalTokens.LongestName.ToString(CultureInfo.InvariantCulture)]));
        return problems.ToImmutable();
    }
}
