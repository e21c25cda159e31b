using System.Buffers.Binary;
using System.Text;

namespace AleSekretariat.Domain.Registers.Attachments;

/// <summary>Tells the type of a file by its bytes: by how it begins, and of an archive also by the list of names at its end.</summary>
public static class FileSignature
{
    /// <summary>How much of a file's beginning is looked at.</summary>
    public const int HeadBytes = 16 * 1024;

    /// <summary>How much of an archive's end is looked at: its list of names must fit, which takes some thousand of them.</summary>
    public const int TailBytes = 512 * 1024;

    private const int EndBytes = 22;
    private const int EntryBytes = 46;
    private const uint EndMark = 0x06054b50;
    private const uint EntryMark = 0x02014b50;

    private static readonly string[] MailHeaders =
        ["from", "to", "cc", "date", "subject", "received", "message-id", "mime-version", "return-path", "delivered-to", "sender", "reply-to"];

    /// <summary>Whether a file that begins so is an archive, whose end matters too.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8);

    /// <summary>The type; null when it is none of those accepted.</summary>
    /// <param name="head">The first <see cref="HeadBytes"/>, or all there is.</param>
    /// <param name="tail">Of an archive the last <see cref="TailBytes"/>, or all there is.</param>
    public static AttachmentType? TypeOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        if (head.StartsWith("%PDF-"u8))
            return AttachmentType.Pdf;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return AttachmentType.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return AttachmentType.Png;
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8))
            return AttachmentType.Tiff;
        if (IsArchive(head))
            return OfNames(NamesIn(tail));
        return IsMail(head) ? AttachmentType.Eml : null;
    }

    private static AttachmentType? OfNames(HashSet<string> names)
    {
        if (!names.Contains("[Content_Types].xml"))
            return null;
        return names.Contains("word/document.xml") ? AttachmentType.Docx : names.Contains("xl/workbook.xml") ? AttachmentType.Xlsx : null;
    }

    /// <summary>The names in an archive's list, which lies at its end; none when it cannot be read.</summary>
    private static HashSet<string> NamesIn(ReadOnlySpan<byte> tail)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var end = tail.LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 0x05, 0x06]);
        if (end < 0 || tail.Length - end < EndBytes || BinaryPrimitives.ReadUInt32LittleEndian(tail[end..]) != EndMark)
            return names;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 12)..]);
        if (size > end)
            return names;
        var list = tail.Slice(end - (int)size, (int)size);
        while (list.Length >= EntryBytes && BinaryPrimitives.ReadUInt32LittleEndian(list) == EntryMark)
        {
            int name = BinaryPrimitives.ReadUInt16LittleEndian(list[28..]);
            var whole = EntryBytes + name + BinaryPrimitives.ReadUInt16LittleEndian(list[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(list[32..]);
            if (whole > list.Length)
                break;
            names.Add(Encoding.UTF8.GetString(list.Slice(EntryBytes, name)));
            list = list[whole..];
        }

        return names;
    }

    /// <summary>Headers as mail has them, line by line, with a sender among them.</summary>
    private static bool IsMail(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)0))
            return false;
        var (known, sender) = (0, false);
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = head[range].TrimEnd((byte)'\r');
            if (line.IsEmpty)
                break;
            if (line[0] is (byte)' ' or (byte)'\t')
                continue;
            var colon = line.IndexOf((byte)':');
            // The last line of what is looked at may be cut.
            if (colon <= 0)
                return range.End.Value == head.Length && head.Length == HeadBytes && sender && known > 1;
            var name = line[..colon].TrimEnd((byte)' ');
            if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
                return false;
            var header = Encoding.ASCII.GetString(name).ToLowerInvariant();
            known += MailHeaders.Contains(header, StringComparer.Ordinal) ? 1 : 0;
            sender |= header == "from";
        }

        return sender && known > 1;
    }
}
