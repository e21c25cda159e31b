using System.IO.Compression;
using System.Text;
using AleSekretariat.Domain.Registers.Attachments;

namespace AleSekretariat.Domain.Tests.Registers;

/// <summary>product.md §4: what is attached is what it says.</summary>
public sealed class FileSignatureTests
{
    [Theory]
    [InlineData("255044462D312E37", AttachmentType.Pdf)]
    [InlineData("FFD8FFE000104A464946", AttachmentType.Jpeg)]
    [InlineData("89504E470D0A1A0A0000", AttachmentType.Png)]
    [InlineData("49492A0008000000", AttachmentType.Tiff)]
    [InlineData("4D4D002A00000008", AttachmentType.Tiff)]
    [InlineData("4D5A900003000000", null)]
    [InlineData("3C68746D6C3E", null)]
    [InlineData("", null)]
    [InlineData("25504446", null)]
    public void Beginning_TellsTheType(string bytes, AttachmentType? expected) => Assert.Equal(expected, TypeOf(Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("word/document.xml", AttachmentType.Docx)]
    [InlineData("xl/workbook.xml", AttachmentType.Xlsx)]
    [InlineData("ppt/presentation.xml", null)]
    [InlineData("word/document.xml.exe", null)]
    public void Archive_IsToldByTheNamesInIt(string part, AttachmentType? expected) =>
        Assert.Equal(expected, TypeOf(Archive("[Content_Types].xml", part)));

    [Fact]
    public void Archive_WithoutContentTypesOrWithABrokenList_IsNone()
    {
        Assert.Null(TypeOf(Archive("word/document.xml")));
        var cut = Archive("[Content_Types].xml", "word/document.xml");
        Assert.Null(TypeOf(cut[..^40]));
        // The list claims to be longer than the file.
        var lying = Archive("[Content_Types].xml", "word/document.xml");
        lying.AsSpan(lying.Length - 10, 4).Fill(0xFF);
        Assert.Null(TypeOf(lying));
    }

    [Theory]
    [InlineData("From: Ala <ala@firma.example>\r\nSubject: =?utf-8?Q?Umowa?=\r\n\tdalej\r\nDate: Mon, 23 Nov 2026 09:16:00 +0100\r\n\r\n<html>", AttachmentType.Eml)]
    [InlineData("Received: from mx\r\nX-Spam: no\r\nFrom: ala@firma.example\n\ntreść", AttachmentType.Eml)]
    [InlineData("From: ala@firma.example\r\n\r\n", null)]
    [InlineData("Subject: a\r\nDate: b\r\n\r\nFrom: c", null)]
    [InlineData("<script>\nFrom: a\nTo: b\n\n", null)]
    [InlineData("Zwykły tekst bez nagłówków", null)]
    public void Mail_HasHeadersWithASender(string text, AttachmentType? expected) => Assert.Equal(expected, TypeOf(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("skan.pdf", "skan.pdf")]
    [InlineData("SKAN.PDF", "SKAN.PDF")]
    [InlineData("skan", "skan.pdf")]
    [InlineData("pismo z 3.12", "pismo z 3.12.pdf")]
    [InlineData("skan.jpg", null)]
    [InlineData("faktura.exe", null)]
    [InlineData("faktura.pdf.exe", null)]
    public void Name_MustNotContradictTheBytes(string name, string? kept) => Assert.Equal(kept, AttachmentType.Pdf.NameOf(name));

    private static AttachmentType? TypeOf(byte[] file) =>
        FileSignature.TypeOf(file.AsSpan(0, Math.Min(file.Length, FileSignature.HeadBytes)), file.AsSpan(Math.Max(0, file.Length - FileSignature.TailBytes)));

    private static byte[] Archive(params string[] names)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write("<x/>"u8);
            }
        }

        return file.ToArray();
    }
}
