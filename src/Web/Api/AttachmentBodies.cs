using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary>A file that was just attached.</summary>
public sealed record AttachedResponse(Guid Id, string Name, long Size, string Sha256);

/// <summary>A file beside an entry.</summary>
public sealed record AttachmentBody(Guid Id, string Name, long Size, string Sha256, DateTimeOffset AddedAt, string AddedBy);

/// <summary>Attachments between the grain's answer, the rows read and their JSON.</summary>
internal static class AttachmentBodies
{
    public static AttachedResponse ToResponse(this Attached file) => new(file.Id, file.Name, file.Size, Convert.ToHexStringLower(file.Sha256));

    public static IReadOnlyList<AttachmentBody> ToBodies(this IEnumerable<AttachmentRow> rows) =>
        [.. rows.Select(row => new AttachmentBody(row.Id, row.Name, row.Size, row.Sha256, row.AddedAt, row.AddedBy))];
}
