using AleSekretariat.Keys.Blobs;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Attachments;

/// <summary>An attachment as it goes out: decrypted on the way. One whose blob is damaged or cut is broken off, never given half as whole.</summary>
/// <param name="blobs">Where its bytes lie.</param>
/// <param name="tenantId">The signed-in company.</param>
/// <param name="file">Which.</param>
/// <param name="shown">Whether to show it in the page rather than to save it; see <see cref="SafeDownload.MayBeShown"/>.</param>
internal sealed class SentFile(TenantBlobs blobs, Guid tenantId, AttachmentRow file, bool shown) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        SafeDownload.WriteHeaders(response, file.Name, shown);
        response.ContentLength = file.Size;
        if (await blobs.CopyToAsync(new BlobAddress(tenantId, file.Id), response.Body, httpContext.RequestAborted))
            return;
        response.Clear();
        if (ApiPaths.IsApi(httpContext.Request.Path))
            await RefusalProblems.NotFound().ExecuteAsync(httpContext);
        else
            response.StatusCode = StatusCodes.Status404NotFound;
    }
}
