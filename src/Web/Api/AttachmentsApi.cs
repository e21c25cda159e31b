using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Attachments;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Mvc;

namespace AleSekretariat.Web.Api;

/// <summary><c>/api/v1/{correspondence, contracts}/{id}/attachments</c>.</summary>
internal static class AttachmentsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Map(api, "/correspondence", RegisterKind.Correspondence);
        Map(api, "/contracts", RegisterKind.Contracts);
    }

    private static void Map(IEndpointRouteBuilder api, string register, RegisterKind kind)
    {
        var path = register + "/{id:guid}/attachments";
        var route = $"POST {ApiPaths.V1}{register}/{{id}}/attachments";
        // Without Accepts: routing would answer 415 before anybody asked who calls.
        api.MapPost(path, (Guid id, IdempotencyHeader header, CurrentTenant tenant, AttachmentReads reads, Uploads uploads, HttpContext http) =>
                CreateAsync(kind, route, id, header, tenant, reads, uploads, http))
            .RequireRole(TenantRole.Office).ForRegisters().WithMetadata(new RequestSizeLimitAttribute(IncomingFile.MostBodyBytes))
            .Produces<AttachedResponse>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        api.MapGet(path + "/{attachmentId:guid}", (Guid id, Guid attachmentId, CurrentTenant tenant, AttachmentReads reads, TenantBlobs blobs, CancellationToken cancellation) =>
                GetAsync(kind, id, attachmentId, tenant, reads, blobs, cancellation))
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(404);
    }

    private static async Task<IResult> CreateAsync(
        RegisterKind kind, string route, Guid id, IdempotencyHeader header, CurrentTenant tenant, AttachmentReads reads, Uploads uploads, HttpContext http)
    {
        if (!await reads.IsEntryAsync(tenant.Actor, kind, id, http.RequestAborted))
            return RefusalProblems.NotFound();
        if (!IncomingFile.IsMultipart(http.Request))
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type") { Texts = "attachment-body" };
        UploadResult result = await IncomingFile.ReadToAsync(http.Request, other: null, http.RequestAborted) is { } file
            ? await uploads.AttachAsync(tenant, kind, id, file, meaning => header.For(route, meaning, CommandJson.Default.UploadMeaning), http.RequestAborted)
            : new UploadResult.Empty();
        return result is UploadResult.Done done
            ? TypedResults.Created($"{http.Request.Path}/{done.File.Id}", done.File.ToResponse())
            : result.ToProblem()!;
    }

    private static async Task<IResult> GetAsync(
        RegisterKind kind, Guid id, Guid attachmentId, CurrentTenant tenant, AttachmentReads reads, TenantBlobs blobs, CancellationToken cancellation) =>
        await reads.FindAsync(tenant.Actor, kind, id, attachmentId, cancellation) is { } file
            ? new SentFile(blobs, tenant.Actor.TenantId, file, shown: false)
            : RefusalProblems.NotFound();
}
