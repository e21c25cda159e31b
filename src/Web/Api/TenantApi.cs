using AleSekretariat.Domain.Billing;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Live;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary>The tenant itself: status, price list, going Green, closing, the test clock.</summary>
internal static class TenantApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/status", tenant => tenant.Grain.Status(tenant.Actor));
        api.MapPost("/licence/green", tenant => tenant.Grain.GoGreen(tenant.Actor)).RequireRole(TenantRole.Owner);
        api.MapDelete("/account/close", tenant => tenant.Grain.CancelClosing(tenant.Actor)).RequireRole(TenantRole.Owner);
        api.MapGet("/packages", PackagesAsync).Produces<PackagesResponse>();
        api.MapPost("/account/close", CloseAsync).RequireRole(TenantRole.Owner).Produces<StatusBody>().ProducesProblem(400).ProducesProblem(403);
        api.MapPost("/test-clock", MoveClockAsync).Produces<StatusBody>().ProducesProblem(400).ProducesProblem(404);
    }

    private static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder api, string path, Func<CurrentTenant, Task<Outcome<TenantSnapshot>>> call) =>
        api.MapGet(path, (CurrentTenant tenant) => StatusAsync(() => call(tenant))).Produces<StatusBody>();

    private static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder api, string path, Func<CurrentTenant, Task<Outcome<TenantSnapshot>>> call) =>
        api.MapPost(path, (CurrentTenant tenant) => StatusAsync(() => call(tenant))).Produces<StatusBody>().ProducesProblem(403);

    private static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder api, string path, Func<CurrentTenant, Task<Outcome<TenantSnapshot>>> call) =>
        api.MapDelete(path, (CurrentTenant tenant) => StatusAsync(() => call(tenant))).Produces<StatusBody>().ProducesProblem(403);

    private static async Task<IResult> StatusAsync(Func<Task<Outcome<TenantSnapshot>>> call)
    {
        var outcome = await GrainCall.RepeatAsync(call);
        return outcome.Granted(out var snapshot, out var refusal) ? TypedResults.Ok(StatusBody.From(snapshot)) : RefusalProblems.Of(refusal);
    }

    private static async Task<IResult> PackagesAsync(CurrentTenant tenant, PriceLists prices, CancellationToken cancellation)
    {
        await tenant.RefreshAsync();
        var list = await prices.InForceAsync(tenant.Today, cancellation);
        return TypedResults.Ok(new PackagesResponse([.. list.Items.Select(item => BodyOf(list, item.Package))], list.EffectiveFrom, "PLN"));
    }

    private static PackageBody BodyOf(PriceList list, Package package)
    {
        var limits = list.LimitsOf(package);
        return new PackageBody(package, limits.EntriesPerMonth, limits.ContractsPerMonth, limits.Users, limits.StorageBytes,
        [
            .. Enum.GetValues<BillingPeriod>().Select(period =>
            {
                var charge = Charge.OfNet(list.NetOf(package, period));
                return new PriceBody(period, charge.Net, charge.Tax, charge.Gross);
            }),
        ]);
    }

    private static async Task<IResult> CloseAsync(Body<CloseRequest> body, CurrentTenant tenant, SignIn signIn)
    {
        var request = body.Value;
        if (string.IsNullOrWhiteSpace(request.Company))
            return RefusalProblems.Validation(new FieldProblem("company", FieldError.Required, []));
        if (string.IsNullOrEmpty(request.Password))
            return RefusalProblems.Validation(new FieldProblem("password", FieldError.Required, []));
        if (!await signIn.IsPasswordOfAsync(tenant.Actor.UserId, request.Password))
            return RefusalProblems.Forbidden("password");
        return await StatusAsync(() => tenant.Grain.Close(new CloseAccount(request.Company), tenant.Actor));
    }

    private static async Task<IResult> MoveClockAsync(Body<TestClockRequest> body, CurrentTenant tenant, WebOptions options, TokenActors tokens)
    {
        if (!options.TestClock)
            return RefusalProblems.NotFound();
        if (body.Value is { Advance: null, Now: null })
            return RefusalProblems.Validation(new FieldProblem("advance", FieldError.Required, []));
        if (body.Value is { Advance: not null, Now: not null })
            return RefusalProblems.Validation(new FieldProblem("now", FieldError.NotAllowed, []));
        // Not repeated on a fault: moving twice is not moving once.
        var outcome = await tenant.Grain.MoveClock(new MoveClock(body.Value.Advance, body.Value.Now), tenant.Actor);
        // The next call with this token is told so, also one that never asks the tenant's grain.
        if (outcome.Value?.State == AccountState.Deleted)
            tokens.ForgetTenant(tenant.Actor.TenantId);
        return outcome.Granted(out var snapshot, out var refusal) ? TypedResults.Ok(StatusBody.From(snapshot)) : RefusalProblems.Of(refusal);
    }
}
