using System.Buffers.Text;

namespace AleSekretariat.Web.Reads;

/// <summary>A page of a list, newest first.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>
/// The place in a list: the last entry seen. Ids are version 7 UUIDs, so "before this id" is "registered earlier", and a
/// page stays where it is while others register.
/// </summary>
public static class Cursor
{
    /// <summary>The most items a page may have.</summary>
    public const int MostItems = 200;

    /// <summary>The cursor after an entry: opaque to clients.</summary>
    public static string After(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    /// <summary>Reads a cursor; an empty one is the beginning.</summary>
    public static bool TryRead(string? cursor, out Guid? before)
    {
        before = null;
        if (string.IsNullOrEmpty(cursor))
            return true;
        Span<byte> bytes = stackalloc byte[16];
        if (cursor.Length != 22 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length) || length != 16)
            return false;
        before = new Guid(bytes, bigEndian: true);
        return true;
    }

    /// <summary>A page out of one row more than was asked for: the extra one only says that there is a next page.</summary>
    public static Page<T> PageOf<T>(List<T> rows, int limit, Func<T, Guid> idOf)
    {
        if (rows.Count <= limit)
            return new Page<T>(rows, null);
        rows.RemoveRange(limit, rows.Count - limit);
        return new Page<T>(rows, After(idOf(rows[^1])));
    }
}
