namespace AleSekretariat.Domain.Registers.Attachments;

/// <summary>What an attachment must satisfy (product.md §4).</summary>
public static class AttachmentRules
{
    /// <summary>25 MB: the largest file.</summary>
    public const long MostBytes = 25 * 1024 * 1024;

    /// <summary>Characters of a name.</summary>
    public const int MostNameCharacters = 210;

    private const int HashBytes = 32;

    /// <summary>What is wrong with a file that was stored; nothing in the usual case.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="sha256">Their hash.</param>
    public static IReadOnlyList<FieldError> Validate(string? name, long size, byte[]? sha256)
    {
        if (string.IsNullOrWhiteSpace(name) || size < 1 || sha256?.Length != HashBytes)
            return [new FieldError("file", FieldError.Required)];
        return size > MostBytes || name.Length > MostNameCharacters ? [new FieldError("file", FieldError.NotAllowed)] : [];
    }
}
