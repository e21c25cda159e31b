using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Time;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary><c>/api/v1/correspondence</c>.</summary>
internal static class CorrespondenceApi
{
    private const string Path = "/correspondence";
    private const string CreateRoute = "POST " + ApiPaths.V1 + Path;
    private const string AnnulRoute = CreateRoute + "/{id}/annul";
    private const string ChangeRoute = "PUT " + ApiPaths.V1 + Path + "/{id}";
    private const string StatusRoute = CreateRoute + "/{id}/status";
    private const string AssignRoute = CreateRoute + "/{id}/assign";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost(Path, CreateAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<CorrespondenceResponse>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        api.MapGet(Path, ListAsync).Produces<ListResponse<CorrespondenceItem>>().ProducesProblem(400);
        api.MapGet(Path + "/{id:guid}", GetAsync).Produces<CorrespondenceResponse>().ProducesProblem(404);
        api.MapPut(Path + "/{id:guid}", ChangeAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<CorrespondenceResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        api.MapPost(Path + "/{id:guid}/status", MoveAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<CorrespondenceResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapPost(Path + "/{id:guid}/assign", AssignAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<CorrespondenceResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapGet(Path + "/{id:guid}/history", HistoryAsync).Produces<HistoryResponse>().ProducesProblem(404);
        api.MapPost(Path + "/{id:guid}/annul", AnnulAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<AnnulResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> CreateAsync(
        Body<CorrespondenceRequest> body, IdempotencyHeader header, CurrentTenant tenant, LetterWarnings warnings, HttpContext http, TimeProvider time)
    {
        if (body.Value.UntranslatableProblems(WarsawTime.DateOf(time.GetUtcNow())) is { IsEmpty: false } problems)
            return RefusalProblems.Validation(problems);
        var command = body.Value.ToCommand();
        var key = header.For(CreateRoute, command, CommandJson.Default.RegisterCorrespondence);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.RegisterCorrespondence(command, key, tenant.Actor));
        if (!outcome.Granted(out var entry, out var refusal))
            return RefusalProblems.Of(refusal);
        EntityTag.Put(http, 1);
        var answer = entry.ToResponse() with { Warnings = await warnings.OfAsync(tenant.Actor, entry, http.RequestAborted) };
        return TypedResults.Created($"{ApiPaths.V1}{Path}/{entry.Id}", answer);
    }

    private static async Task<IResult> ListAsync(ListQuery query, CurrentTenant tenant, CorrespondenceReads reads, CancellationToken cancellation)
    {
        var page = await reads.ListAsync(
            tenant.Actor, new CorrespondenceFilter(query.Direction, query.Query), query.Limit, query.Cursor, cancellation);
        return TypedResults.Ok(new ListResponse<CorrespondenceItem>([.. page.Items.Select(row => row.ToItem())], page.NextCursor));
    }

    private static async Task<IResult> GetAsync(
        Guid id, CurrentTenant tenant, CorrespondenceReads reads, AttachmentReads attachments, HttpContext http, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } entry)
            return RefusalProblems.NotFound();
        EntityTag.Put(http, entry.Version);
        var files = await attachments.ListAsync(tenant.Actor, RegisterKind.Correspondence, id, cancellation);
        return TypedResults.Ok(entry.ToResponse() with { Attachments = files.ToBodies() });
    }

    private static async Task<IResult> HistoryAsync(Guid id, CurrentTenant tenant, CorrespondenceReads reads, CancellationToken cancellation)
    {
        var rows = await reads.HistoryAsync(tenant.Actor, id, cancellation);
        if (rows.Count == 0 && await reads.FindAsync(tenant.Actor, id, cancellation) is null)
            return RefusalProblems.NotFound();
        return TypedResults.Ok(rows.ToResponse());
    }

    private static async Task<IResult> AnnulAsync(
        Guid id, Body<AnnulRequest> body, IdempotencyHeader header, CurrentTenant tenant, HttpContext http)
    {
        var command = new AnnulEntry(id, body.Value.Reason ?? "");
        var key = header.For(AnnulRoute, command, CommandJson.Default.AnnulEntry);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.AnnulCorrespondence(command, key, tenant.Actor));
        return outcome.Granted(out var annulled, out var refusal) ? annulled.ToResult(http) : RefusalProblems.Of(refusal);
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, Body<CorrespondenceRequest> body, IfMatch match, IdempotencyHeader header, CurrentTenant tenant, CorrespondenceReads reads, HttpContext http, TimeProvider time)
    {
        if (body.Value.UntranslatableProblems(WarsawTime.DateOf(time.GetUtcNow())) is { IsEmpty: false } problems)
            return RefusalProblems.Validation(problems);
        var command = new ChangeCorrespondence(id, match.Version, body.Value.ToCommand());
        var key = header.For(ChangeRoute, command, CommandJson.Default.ChangeCorrespondence);
        return await ChangedAsync(id, key is not null, () => tenant.Grain.ChangeCorrespondence(command, key, tenant.Actor), tenant, reads, http);
    }

    private static async Task<IResult> MoveAsync(
        Guid id, Body<LetterStatusRequest> body, IdempotencyHeader header, CurrentTenant tenant, CorrespondenceReads reads, HttpContext http)
    {
        if (body.Value.Status is not { } status)
            return RefusalProblems.Validation(new FieldProblem("status", FieldError.Required, []));
        var command = new MoveCorrespondence(id, status, body.Value.On, body.Value.Reason);
        var key = header.For(StatusRoute, command, CommandJson.Default.MoveCorrespondence);
        return await ChangedAsync(id, repeats: true, () => tenant.Grain.MoveCorrespondence(command, key, tenant.Actor), tenant, reads, http);
    }

    private static async Task<IResult> AssignAsync(
        Guid id, Body<AssignRequest> body, IdempotencyHeader header, CurrentTenant tenant, CorrespondenceReads reads, HttpContext http)
    {
        if (body.Value.AccountId is not { } account)
            return RefusalProblems.Validation(new FieldProblem("accountId", FieldError.Required, []));
        var command = new AssignCorrespondence(id, account, body.Value.Instruction, body.Value.DueOn);
        var key = header.For(AssignRoute, command, CommandJson.Default.AssignCorrespondence);
        return await ChangedAsync(id, repeats: true, () => tenant.Grain.AssignCorrespondence(command, key, tenant.Actor), tenant, reads, http);
    }

    /// <summary>The letter as it stands after a change. Moving and giving twice is doing it once, so those repeat without a key too.</summary>
    private static async Task<IResult> ChangedAsync(
        Guid id, bool repeats, Func<Task<Outcome<ChangedCorrespondence>>> change, CurrentTenant tenant, CorrespondenceReads reads, HttpContext http)
    {
        var outcome = await GrainCall.RepeatIfAsync(repeats, change);
        return outcome.Granted(out _, out var refusal) ? await GetAsync(id, tenant, reads, http.RequestServices.GetRequiredService<AttachmentReads>(), http, http.RequestAborted) : RefusalProblems.Of(refusal);
    }
}
