using AleSekretariat.Domain.Quotas;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Api;
using AleSekretariat.Web.Attachments;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace AleSekretariat.Web.Pages.Attachments;

/// <summary>
/// Attachments as pages send and fetch them: <c>/{correspondence, contracts}/{id}/attachments</c>. No page of their own: whoever has
/// no script comes back to the entry's.
/// </summary>
internal static class AttachmentEndpoints
{
    /// <summary>The form's field for the antiforgery token; it stands before the file.</summary>
    private const string TokenField = "__RequestVerificationToken";
    private const string TokenHeader = "RequestVerificationToken";

    public static void MapAttachments(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "/correspondence", RegisterKind.Correspondence);
        Map(endpoints, "/contracts", RegisterKind.Contracts);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string register, RegisterKind kind)
    {
        var path = register + "/{id:guid}/attachments";
        endpoints.MapPost(path, (Guid id, CurrentTenant tenant, AttachmentReads reads, Uploads uploads, IAntiforgery antiforgery, HttpContext http) =>
                PostAsync(kind, $"{register}/{id}", id, tenant, reads, uploads, antiforgery, http))
            .RequireAuthorization(Policies.Office).WithMetadata(new RequestSizeLimitAttribute(IncomingFile.MostBodyBytes)).ExcludeFromDescription();
        endpoints.MapGet(path + "/{attachmentId:guid}", (Guid id, Guid attachmentId, CurrentTenant tenant, AttachmentReads reads, TenantBlobs blobs, CancellationToken cancellation) =>
                GetAsync(kind, id, attachmentId, tenant, reads, blobs, shown: false, cancellation))
            .RequireAuthorization(Policies.Tenant).ExcludeFromDescription();
        endpoints.MapGet(path + "/{attachmentId:guid}/preview", (Guid id, Guid attachmentId, CurrentTenant tenant, AttachmentReads reads, TenantBlobs blobs, CancellationToken cancellation) =>
                GetAsync(kind, id, attachmentId, tenant, reads, blobs, shown: true, cancellation))
            .RequireAuthorization(Policies.Tenant).ExcludeFromDescription();
    }

    private static async Task<IResult> PostAsync(
        RegisterKind kind, string entry, Guid id, CurrentTenant tenant, AttachmentReads reads, Uploads uploads, IAntiforgery antiforgery, HttpContext http)
    {
        var multipart = IncomingFile.IsMultipart(http.Request);
        // The framework, looking for the token, would throw at a form of parts that does not say what parts them.
        if (!multipart && http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        // The framework would read the whole form to find its token, and put the file on the disk as it is.
        var file = multipart ? await IncomingFile.ReadToAsync(http.Request, (name, value) => TakeToken(http, name, value), http.RequestAborted) : null;
        if ((multipart && !http.Request.Headers.ContainsKey(TokenHeader)) || !await antiforgery.IsRequestValidAsync(http))
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        if (!await reads.IsEntryAsync(tenant.Actor, kind, id, http.RequestAborted))
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        var result = file is null
            ? new UploadResult.Empty()
            : await uploads.AttachAsync(tenant, kind, id, file, keyOf: null, http.RequestAborted);
        return http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)
            ? result is UploadResult.Done done ? TypedResults.Json(done.File.ToResponse(), ApiJson.Default.AttachedResponse, statusCode: StatusCodes.Status201Created) : result.ToProblem()!
            : TypedResults.LocalRedirect(result is UploadResult.Done ? entry + "#attachments" : $"{entry}?attach={WordOf(result)}#attachments");
    }

    private static async Task<IResult> GetAsync(
        RegisterKind kind, Guid id, Guid attachmentId, CurrentTenant tenant, AttachmentReads reads, TenantBlobs blobs, bool shown, CancellationToken cancellation) =>
        await reads.FindAsync(tenant.Actor, kind, id, attachmentId, cancellation) is { } file && (!shown || SafeDownload.MayBeShown(file.Name))
            ? new SentFile(blobs, tenant.Actor.TenantId, file, shown)
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);

    private static void TakeToken(HttpContext http, string name, string value)
    {
        if (name == TokenField)
            http.Request.Headers[TokenHeader] = value;
    }

    /// <summary>The word under which the entry's page has a text.</summary>
    private static string WordOf(UploadResult result) => result switch
    {
        UploadResult.TooLarge => "size",
        UploadResult.WrongType => "type",
        UploadResult.Empty => "empty",
        UploadResult.Refused { Refusal: Grains.Abstractions.Refusal.StorageLimit } => "room",
        UploadResult.Refused { Refusal: Grains.Abstractions.Refusal.ReadOnly or Grains.Abstractions.Refusal.Suspended } => "closed",
        _ => "refused",
    };
}
