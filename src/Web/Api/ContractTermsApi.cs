using AleSekretariat.Domain.Quotas;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Contracts;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Api;

/// <summary><c>/api/v1/contracts/{id}/annexes</c> and <c>/terminate</c>.</summary>
internal static class ContractTermsApi
{
    private const string Path = "/contracts/{id:guid}";
    private const string AnnexRoute = "POST " + ApiPaths.V1 + "/contracts/{id}/annexes";
    private const string TerminateRoute = "POST " + ApiPaths.V1 + "/contracts/{id}/terminate";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Path + "/annexes", AnnexesAsync).Produces<AnnexesResponse>().ProducesProblem(404);
        api.MapPost(Path + "/annexes", AddAnnexAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<AnnexResponse>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapPost(Path + "/terminate", TerminateAsync).RequireRole(TenantRole.Office).ForRegisters().Produces<TerminateResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AnnexesAsync(Guid id, CurrentTenant tenant, ContractReads reads, CancellationToken cancellation)
    {
        await tenant.RefreshAsync();
        return await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is { } contract
            ? TypedResults.Ok(contract.AnnexesBody())
            : RefusalProblems.NotFound();
    }

    private static async Task<IResult> AddAnnexAsync(
        Guid id, Body<AnnexRequest> body, IdempotencyHeader header, CurrentTenant tenant, HttpContext http)
    {
        if (body.Value.UntranslatableProblems() is { IsEmpty: false } problems)
            return RefusalProblems.Validation(problems);
        var command = body.Value.ToCommand(id);
        var key = header.For(AnnexRoute, command, CommandJson.Default.AddAnnex);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.AddAnnex(command, key, tenant.Actor));
        if (!outcome.Granted(out var annex, out var refusal))
            return RefusalProblems.Of(refusal);
        EntityTag.Put(http, annex.Version);
        return TypedResults.Created($"{ApiPaths.V1}/contracts/{id}/annexes", annex.ToResponse());
    }

    private static async Task<IResult> TerminateAsync(
        Guid id, Body<TerminateRequest> body, IdempotencyHeader header, CurrentTenant tenant, ContractReads reads, AttachmentReads attachments, Texts<ContractTexts> texts,
        HttpContext http, CancellationToken cancellation)
    {
        await tenant.RefreshAsync();
        if (await reads.FindAsync(tenant.Actor, id, tenant.Today, cancellation) is not { } contract)
            return RefusalProblems.NotFound();
        var request = body.Value;
        var usual = TerminationLetter.Of(contract, tenant.Snapshot.Company, texts);
        var command = new TerminateContract
        {
            ContractId = id,
            EffectiveOn = request.EffectiveOn,
            Letter = new RegisterCorrespondence
            {
                Direction = Direction.Outgoing,
                Subject = request.Subject ?? usual.Subject,
                CorrespondentName = request.Correspondent is null ? usual.Addressee : request.Correspondent.Name,
                ContactId = request.Correspondent?.ContactId,
                Date = request.SentOn,
                DeliveryMethod = request.DeliveryMethod,
                PostalNumber = request.PostalNumber,
                EDeliveryAddress = request.EDeliveryAddress,
                Notes = request.Notes,
            },
        };
        var key = header.For(TerminateRoute, command, CommandJson.Default.TerminateContract);
        var outcome = await GrainCall.RepeatIfAsync(key is not null, () => tenant.Grain.TerminateContract(command, key, tenant.Actor));
        if (!outcome.Granted(out var terminated, out var refusal))
            return RefusalProblems.Of(refusal);
        EntityTag.Put(http, terminated.Contract.Version);
        var files = await attachments.ListAsync(tenant.Actor, RegisterKind.Contracts, id, cancellation);
        return TypedResults.Ok(new TerminateResponse(
            terminated.Contract.ToResponse() with { Attachments = files.ToBodies() }, new LetterReference(terminated.Letter.Id, terminated.Letter.Number)));
    }
}
