using System.Globalization;
using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary><c>/api/v1/contracts</c>.</summary>
internal static class ContractsApi
{
    private const string Path = "/contracts";
    private const string CreateRoute = "POST " + ApiPaths.V1 + Path;
    private const string ChangeRoute = "PUT " + ApiPaths.V1 + Path + "/{id}";
    private const string AnnulRoute = CreateRoute + "/{id}/annul";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost(Path, CreateAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<ContractResponse>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        api.MapGet(Path, ListAsync).Produces<ListResponse<ContractResponse>>().ProducesProblem(400);
        api.MapGet(Path + "/{id:guid}", GetAsync).Produces<ContractResponse>().ProducesProblem(404);
        api.MapPut(Path + "/{id:guid}", ChangeAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<ContractResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        api.MapGet(Path + "/{id:guid}/history", HistoryAsync).Produces<HistoryResponse>().ProducesProblem(404);
        api.MapPost(Path + "/{id:guid}/annul", AnnulAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<AnnulResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> CreateAsync(Body<ContractRequest> body, IdempotencyHeader header, CurrentTenant tenant, HttpContext http)
    {
        if (body.Value.UntranslatableProblems() is { IsEmpty: false } problems)
            return RefusalProblems.Validation(problems);
        var command = body.Value.ToCommand();
        var key = header.For(CreateRoute, command, CommandJson.Default.RegisterContract);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.RegisterContract(command, key, tenant.Actor));
        if (!outcome.Granted(out var contract, out var refusal))
            return RefusalProblems.Of(refusal);
        EntityTag.Put(http, 1);
        return TypedResults.Created($"{ApiPaths.V1}{Path}/{contract.Id}", contract.ToResponse());
    }

    private static async Task<IResult> ListAsync(
        ListQuery query, string? status, CurrentTenant tenant, ContractReads reads, AttachmentReads attachments, CancellationToken cancellation)
    {
        ContractStatus? wanted = null;
        if (!string.IsNullOrEmpty(status))
        {
            if (!NameConverter<ContractStatus>.TryParse(status, out var named))
                return RefusalProblems.Validation(new FieldProblem("status", "unknownOf", [NameConverter<ContractStatus>.All]));
            wanted = named;
        }

        await tenant.RefreshAsync();
        var page = await reads.ListAsync(tenant.Actor, new ContractFilter(query.Query, wanted), tenant.Today, query.Limit, query.Cursor, cancellation);
        var files = await attachments.ListAsync(tenant.Actor, RegisterKind.Contracts, page.Items.Select(row => row.Id), cancellation);
        return TypedResults.Ok(new ListResponse<ContractResponse>(
            [.. page.Items.Select(row => row.ToResponse() with { Attachments = files[row.Id].ToBodies() })], page.NextCursor));
    }

    private static async Task<IResult> GetAsync(
        Guid id, string? on, CurrentTenant tenant, ContractReads reads, AttachmentReads attachments, HttpContext http, CancellationToken cancellation)
    {
        DateOnly? day = null;
        if (!string.IsNullOrEmpty(on))
        {
            if (!DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wanted))
                return RefusalProblems.Validation(new FieldProblem("on", "day", []));
            day = wanted;
        }

        await tenant.RefreshAsync();
        if (await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is not { } contract)
            return RefusalProblems.NotFound();
        EntityTag.Put(http, contract.Version);
        var files = await attachments.ListAsync(tenant.Actor, RegisterKind.Contracts, id, cancellation);
        return TypedResults.Ok(contract.ToResponse() with { Attachments = files.ToBodies(), Terms = day is { } chosen ? contract.TermsBodyOn(chosen) : null });
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, IfMatch match, Body<ContractRequest> body, IdempotencyHeader header, CurrentTenant tenant, AttachmentReads attachments, HttpContext http)
    {
        if (body.Value.UntranslatableProblems() is { IsEmpty: false } problems)
            return RefusalProblems.Validation(problems);
        var command = new ChangeContract(id, match.Version, body.Value.ToCommand());
        var key = header.For(ChangeRoute, command, CommandJson.Default.ChangeContract);
        // Repeated without a key, the second finds what the first wrote and calls it stale: that would be no answer.
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.ChangeContract(command, key, tenant.Actor));
        if (!outcome.Granted(out var contract, out var refusal))
            return RefusalProblems.Of(refusal);
        EntityTag.Put(http, contract.Version);
        var files = await attachments.ListAsync(tenant.Actor, RegisterKind.Contracts, id, http.RequestAborted);
        return TypedResults.Ok(contract.ToResponse() with { Attachments = files.ToBodies() });
    }

    private static async Task<IResult> HistoryAsync(Guid id, CurrentTenant tenant, ContractReads reads, CancellationToken cancellation)
    {
        var rows = await reads.HistoryAsync(tenant.Actor, id, cancellation);
        if (rows.Count == 0 && await reads.FindAsync(tenant.Actor, id, DateOnly.MinValue, cancellation) is null)
            return RefusalProblems.NotFound();
        return TypedResults.Ok(rows.ToResponse());
    }

    private static async Task<IResult> AnnulAsync(
        Guid id, Body<AnnulRequest> body, IdempotencyHeader header, CurrentTenant tenant, HttpContext http)
    {
        var command = new AnnulEntry(id, body.Value.Reason ?? "");
        var key = header.For(AnnulRoute, command, CommandJson.Default.AnnulEntry);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.AnnulContract(command, key, tenant.Actor));
        return outcome.Granted(out var annulled, out var refusal) ? annulled.ToResult(http) : RefusalProblems.Of(refusal);
    }
}
