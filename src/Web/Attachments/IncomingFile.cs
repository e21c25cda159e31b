using System.Text;
using AleSekretariat.Web.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AleSekretariat.Web.Attachments;

/// <summary>A file in a multipart body, not read yet: it never lies anywhere unencrypted.</summary>
/// <param name="Name">As the sender calls it, without what is dangerous in a name.</param>
/// <param name="Content">Its bytes, as they arrive.</param>
internal sealed record IncomingFile(string Name, Stream Content)
{
    /// <summary>The largest body of an upload: the largest file and what stands around it.</summary>
    public const long MostBodyBytes = Domain.Registers.Attachments.AttachmentRules.MostBytes + 64 * 1024;

    private const string Field = "file";
    private const int MostFieldBytes = 8 * 1024;

    /// <summary>Whether a body may hold a file at all.</summary>
    public static bool IsMultipart(HttpRequest request) =>
        BoundaryOf(request) is { Length: > 0 };

    /// <summary>Reads on to the file in the field <c>file</c>.</summary>
    /// <param name="request">Its body is read from the beginning.</param>
    /// <param name="other">Told of the text fields before it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The file; null when there is none.</returns>
    /// <exception cref="BadHttpRequestException">No body of that kind, or one that is cut.</exception>
    public static async Task<IncomingFile?> ReadToAsync(HttpRequest request, Action<string, string>? other, CancellationToken cancellation)
    {
        try
        {
            var parts = new MultipartReader(BoundaryOf(request)!, request.Body);
            while (await parts.ReadNextSectionAsync(cancellation) is { } part)
            {
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said))
                    continue;
                var field = HeaderUtilities.RemoveQuotes(said.Name).ToString();
                if (said.IsFileDisposition() && field == Field)
                    return NameOf(said) is { Length: > 0 } name ? new IncomingFile(SafeDownload.PlainName(name), part.Body) : null;
                if (said.IsFormDisposition() && other is not null)
                    other(field, await TextAsync(part.Body, cancellation));
            }

            return null;
        }
        catch (Exception e) when (e is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("No multipart body that can be read.", StatusCodes.Status400BadRequest, e);
        }
    }

    private static string? NameOf(ContentDispositionHeaderValue said) =>
        HeaderUtilities.RemoveQuotes(said.FileNameStar.HasValue ? said.FileNameStar : said.FileName).ToString()
            .Replace("%22", "\"", StringComparison.Ordinal).Replace("%0D", "", StringComparison.OrdinalIgnoreCase).Replace("%0A", "", StringComparison.OrdinalIgnoreCase);

    private static async Task<string> TextAsync(Stream part, CancellationToken cancellation)
    {
        var bytes = new byte[MostFieldBytes + 1];
        var length = await part.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return length <= MostFieldBytes ? Encoding.UTF8.GetString(bytes, 0, length) : throw new InvalidDataException("A field is too long.");
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= 200 } boundary ? boundary : null
            : null;
}
