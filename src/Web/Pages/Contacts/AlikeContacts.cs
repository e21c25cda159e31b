using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Pages.Contacts;

/// <summary>Contacts that may be the same as one that is typed or shown.</summary>
/// <param name="Found">The likeliest first.</param>
/// <param name="Id">The contact they may be merged with; null while it is only typed.</param>
public sealed record AlikeContacts(IReadOnlyList<SimilarContact> Found, Guid? Id);
