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
    private const string Nameless = "plik";
    private const int LongestName = 200;

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf",
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
            var fileName = PlainName(name);
            response.ContentType = TypeOf(fileName);
            if (content.CanSeek)
                response.ContentLength = content.Length - content.Position;
            var disposition = new ContentDispositionHeaderValue("attachment");
            // Both forms: a plain one for old programs, RFC 5987 for the name as it is.
            disposition.SetHttpFileName(fileName);
            response.Headers.ContentDisposition = disposition.ToString();
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
            response.Headers.CacheControl = "no-store";
            await content.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }

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
