using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace AleSekretariat.Web.Access;

/// <summary>
/// A file that somebody uploaded, given back so that it can only be saved: never shown in this site's name, never run, never
/// kept by a proxy. What the uploader called its type counts for nothing; the type comes from a short list by the name's ending.
/// </summary>
/// <param name="content">The bytes; disposed of when they are sent.</param>
/// <param name="name">The file's name as it was uploaded, any text at all.</param>
public sealed class SafeDownload(Stream content, string name) : IResult
{
    private const string Unknown = "application/octet-stream";
    private const string Pdf = "application/pdf";

    // A browser's own viewer of PDF does not start in a sandbox; scripts in a PDF are its business and reach no page.
    private const string ShownPdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'";
    private const string ShownPicture = "default-src 'none'; sandbox; frame-ancestors 'self'; style-src 'unsafe-inline'; img-src 'self'";
    private const string Nameless = "plik";
    private const int LongestName = 200;

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = Pdf,
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".tif"] = "image/tiff",
        [".tiff"] = "image/tiff",
        [".txt"] = "text/plain",
        [".csv"] = "text/csv",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".doc"] = "application/msword",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xls"] = "application/vnd.ms-excel",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".zip"] = "application/zip",
        [".eml"] = "message/rfc822",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        await using (content)
        {
            var response = httpContext.Response;
            WriteHeaders(response, name, shown: false);
            if (content.CanSeek)
                response.ContentLength = content.Length - content.Position;
            await content.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }

    /// <summary>The headers under which a file goes out.</summary>
    /// <param name="response">Not begun yet.</param>
    /// <param name="name">The file's name, any text at all.</param>
    /// <param name="shown">Whether to show it within a page of ours rather than to save it; only what <see cref="MayBeShown"/>.</param>
    public static void WriteHeaders(HttpResponse response, string name, bool shown)
    {
        ArgumentNullException.ThrowIfNull(response);
        var fileName = PlainName(name);
        var type = TypeOf(fileName);
        response.ContentType = type;
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        // Both forms: a plain one for old programs, RFC 5987 for the name as it is.
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = !shown ? "default-src 'none'; sandbox; frame-ancestors 'none'" : type == Pdf ? ShownPdf : ShownPicture;
        if (shown)
            response.Headers.XFrameOptions = "SAMEORIGIN";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>Whether browsers show a file of this name by themselves, and nothing in it can act.</summary>
    public static bool MayBeShown(string name) => TypeOf(name) is Pdf or "image/jpeg" or "image/png";

    /// <summary>The media type for a name; what is not on the list is bytes.</summary>
    public static string TypeOf(string name) => Types.GetValueOrDefault(Path.GetExtension(name), Unknown);

    /// <summary>
    /// The last part of a path, without characters that mean something to a header, a file system or a reader's eye (control,
    /// invisible and direction-changing ones: a name that reads "…exe.pdf" backwards is no PDF).
    /// </summary>
    public static string PlainName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.EnumerateRunes().Where(rune => !IsTrouble(rune)).Select(rune => rune.ToString())).Trim(' ', '.');
        if (plain.Length == 0)
            return Nameless;
        if (plain.Length <= LongestName)
            return plain;
        var ending = Path.GetExtension(plain);
        return ending.Length is > 0 and <= 10 ? CutTo(plain, LongestName - ending.Length) + ending : CutTo(plain, LongestName);
    }

    private static bool IsTrouble(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar || rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*';

    /// <summary>Never through the middle of a pair.</summary>
    private static string CutTo(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
