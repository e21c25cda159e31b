using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Attachments;

/// <summary>Files as people have them, and how programs send them.</summary>
internal static class SampleFiles
{
    public static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static readonly byte[] Mail = Encoding.UTF8.GetBytes("From: ala@firma.example\r\nTo: biuro@firma.example\r\nSubject: Umowa\r\n\r\nDzień dobry");

    /// <summary>A PDF of a size, as far as its beginning tells.</summary>
    public static byte[] Pdf(int size = 5000)
    {
        var bytes = new byte[size];
        Random.Shared.NextBytes(bytes);
        "%PDF-1.7\n"u8.CopyTo(bytes);
        return bytes;
    }

    /// <summary>An archive of parts with these names, each of so many zeros.</summary>
    public static byte[] Archive(int zeros, params string[] names)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(new byte[zeros]);
            }
        }

        return file.ToArray();
    }

    public static byte[] Docx() => Archive(10, "[Content_Types].xml", "word/document.xml");

    public static byte[] Xlsx(int zeros = 10) => Archive(zeros, "[Content_Types].xml", "xl/workbook.xml");

    /// <summary>A multipart body with the name as it is, as browsers write it.</summary>
    public static MultipartFormDataContent Form(string name, byte[] bytes)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"");
        return new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 }.With(file);
    }

    private static MultipartFormDataContent With(this MultipartFormDataContent form, HttpContent part)
    {
        form.Add(part);
        return form;
    }

    public static Task<Answer> UploadAsync(this TenantClient tenant, string path, string name, byte[] bytes, string? key = null) =>
        tenant.SendAsync(HttpMethod.Post, path + "/attachments", Form(name, bytes), key);
}
