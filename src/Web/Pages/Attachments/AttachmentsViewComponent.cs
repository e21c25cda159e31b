using AleSekretariat.Domain.Quotas;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Mvc;

namespace AleSekretariat.Web.Pages.Attachments;

/// <summary>
/// The files of an entry on its page: list, preview, and a form that takes more. In a page it is one line:
/// <c>@await Component.InvokeAsync("Attachments", new { kind = RegisterKind.Correspondence, id, open = true })</c>.
/// </summary>
public sealed class AttachmentsViewComponent(CurrentTenant tenant, AttachmentReads reads) : ViewComponent
{
    /// <summary>The words with which an upload without a script may come back.</summary>
    private static readonly string[] Words = ["size", "type", "empty", "room", "closed", "refused"];

    /// <summary>Draws the section.</summary>
    /// <param name="kind">Which register.</param>
    /// <param name="id">The entry.</param>
    /// <param name="open">Whether the entry's own state allows more files.</param>
    public async Task<IViewComponentResult> InvokeAsync(RegisterKind kind, Guid id, bool open) => View(new AttachmentsSection(
        $"/{(kind == RegisterKind.Contracts ? "contracts" : "correspondence")}/{id}/attachments",
        await reads.ListAsync(tenant.Actor, kind, id, HttpContext.RequestAborted),
        open && tenant.Actor.Role >= TenantRole.Office,
        Writing.IsOpen(tenant.Snapshot),
        Words.FirstOrDefault(word => word == HttpContext.Request.Query["attach"])));
}

/// <summary>What the section shows.</summary>
/// <param name="Path">Where its files are.</param>
/// <param name="Files">Oldest first.</param>
/// <param name="MayAdd">Whether to offer to add files at all.</param>
/// <param name="Writable">Whether the licence allows it now.</param>
/// <param name="Problem">Why the last one was not taken, as a word.</param>
public sealed record AttachmentsSection(string Path, IReadOnlyList<AttachmentRow> Files, bool MayAdd, bool Writable, string? Problem);
