using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary><c>/api/v1/contacts</c>.</summary>
internal static class ContactsApi
{
    private const string Path = "/contacts";
    private const string OnePath = Path + "/{id:guid}";
    private const string CreateRoute = "POST " + ApiPaths.V1 + Path;
    private const string ChangeRoute = "PUT " + ApiPaths.V1 + Path + "/{id}";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost(Path, CreateAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<ContactResponse>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422);
        api.MapGet(Path, ListAsync).Produces<ListResponse<ContactResponse>>().ProducesProblem(400);
        api.MapGet(OnePath, GetAsync).Produces<ContactResponse>().ProducesProblem(404);
        api.MapPut(OnePath, ChangeAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<ContactResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        api.MapGet(OnePath + "/history", HistoryAsync).Produces<HistoryResponse>().ProducesProblem(404);
    }

    private static async Task<IResult> CreateAsync(Body<ContactRequest> body, IdempotencyHeader header, CurrentTenant tenant, HttpContext http)
    {
        var command = body.Value.ToCommand();
        var key = header.For(CreateRoute, command, CommandJson.Default.ContactDetails);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.CreateContact(command, key, tenant.Actor));
        if (!outcome.Granted(out var saved, out var refusal))
            return RefusalProblems.Of(refusal);
        EntityTag.Put(http, saved.Version);
        return TypedResults.Created($"{ApiPaths.V1}{Path}/{saved.Id}", saved.ToResponse());
    }

    private static async Task<IResult> ListAsync(ListQuery query, CurrentTenant tenant, ContactReads reads, CancellationToken cancellation)
    {
        var page = await reads.ListAsync(tenant.Actor, query.Query, query.Limit, query.Cursor, cancellation);
        return TypedResults.Ok(new ListResponse<ContactResponse>([.. page.Items.Select(row => row.ToResponse())], page.NextCursor));
    }

    private static async Task<IResult> GetAsync(Guid id, CurrentTenant tenant, ContactReads reads, HttpContext http, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is not { } contact)
            return await NotThereAsync(id, tenant, reads, cancellation);
        EntityTag.Put(http, contact.Version);
        return TypedResults.Ok(contact.ToResponse());
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, Body<ContactRequest> body, IfMatch match, IdempotencyHeader header, CurrentTenant tenant, HttpContext http)
    {
        var command = new ChangeContact(id, match.Version, body.Value.ToCommand());
        var key = header.For(ChangeRoute, command, CommandJson.Default.ChangeContact);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.ChangeContact(command, key, tenant.Actor));
        if (!outcome.Granted(out var saved, out var refusal))
            return RefusalProblems.Of(refusal);
        EntityTag.Put(http, saved.Version);
        return TypedResults.Ok(saved.ToResponse());
    }

    private static async Task<IResult> HistoryAsync(Guid id, CurrentTenant tenant, ContactReads reads, CancellationToken cancellation)
    {
        if (await reads.FindAsync(tenant.Actor, id, cancellation) is null)
            return await NotThereAsync(id, tenant, reads, cancellation);
        return TypedResults.Ok((await reads.HistoryAsync(tenant.Actor, id, cancellation)).Select(row => row.Change).ToResponse());
    }

    /// <summary>404; a contact that was merged says where it went.</summary>
    private static async Task<IResult> NotThereAsync(Guid id, CurrentTenant tenant, ContactReads reads, CancellationToken cancellation)
    {
        var problem = RefusalProblems.NotFound();
        return await reads.MergedIntoAsync(tenant.Actor, id, cancellation) is { } into ? problem.With("mergedInto", into.ToString("D")) : problem;
    }
}
