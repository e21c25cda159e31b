namespace AleSekretariat.Domain.Registers.Attachments;

/// <summary>What may be attached (product.md §4).</summary>
public enum AttachmentType
{
    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>JPEG picture.</summary>
    Jpeg,

    /// <summary>PNG picture.</summary>
    Png,

    /// <summary>TIFF picture: scanners make them.</summary>
    Tiff,

    /// <summary>Word document.</summary>
    Docx,

    /// <summary>Excel workbook.</summary>
    Xlsx,

    /// <summary>An e-mail with its headers.</summary>
    Eml,
}

/// <summary>What programs and people call the types.</summary>
public static class AttachmentTypes
{
    /// <summary>The media type.</summary>
    public static string MediaType(this AttachmentType type) => type switch
    {
        AttachmentType.Pdf => "application/pdf",
        AttachmentType.Jpeg => "image/jpeg",
        AttachmentType.Png => "image/png",
        AttachmentType.Tiff => "image/tiff",
        AttachmentType.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        AttachmentType.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        AttachmentType.Eml => "message/rfc822",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type."),
    };

    /// <summary>The endings of names that say this type, the usual one first.</summary>
    public static IReadOnlyList<string> Endings(this AttachmentType type) => type switch
    {
        AttachmentType.Pdf => [".pdf"],
        AttachmentType.Jpeg => [".jpg", ".jpeg"],
        AttachmentType.Png => [".png"],
        AttachmentType.Tiff => [".tif", ".tiff"],
        AttachmentType.Docx => [".docx"],
        AttachmentType.Xlsx => [".xlsx"],
        AttachmentType.Eml => [".eml"],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type."),
    };

    /// <summary>
    /// The name a file of this type keeps. One without an ending gets the type's; one whose ending says something else lies.
    /// </summary>
    /// <param name="type">What the bytes are.</param>
    /// <param name="name">What the file is called.</param>
    /// <returns>The name; null when it lies.</returns>
    public static string? NameOf(this AttachmentType type, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var ending = Path.GetExtension(name);
        if (type.Endings().Contains(ending, StringComparer.OrdinalIgnoreCase))
            return name;
        // "pismo z 3.12" has no ending, "faktura.exe" has one.
        var says = ending.Length is >= 2 and <= 6 && ending.Skip(1).All(char.IsAsciiLetterOrDigit) && ending.Any(char.IsAsciiLetter);
        return says ? null : name + type.Endings()[0];
    }
}
