using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>Why a contact was not stored, in words.</summary>
internal static class ContactRefusal
{
    public static Refused Of(Refusal refusal, Texts<ContactTexts> texts, Texts<FormTexts> forms) => refusal switch
    {
        Refusal.ReadOnly { DeletionAt: { } deletion } => new Refused(texts["Refused.ReadOnly"], forms["Refused.ReadOnlyWhy", Formats.Date(deletion)], null, ToPackages: true),
        Refusal.ReadOnly => new Refused(texts["Refused.ReadOnly"], forms["Refused.ReadOnlyPlain"], null, ToPackages: true),
        Refusal.Suspended => new Refused(texts["Refused.Suspended"], forms["Refused.SuspendedWhy"], null, ToPackages: false),
        Refusal.IdempotencyMismatch => new Refused(texts["Refused.Again"], texts["Refused.AgainWhy"], null, ToPackages: false),
        _ => new Refused(texts["Refused.Other"], forms["Refused.OtherWhy"], null, ToPackages: false),
    };
}
