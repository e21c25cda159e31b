namespace AleSekretariat.Web.Live;

/// <summary>The live message <c>entry</c>: a new or changed entry.</summary>
/// <param name="Kind"><c>correspondence</c> or <c>contract</c>.</param>
/// <param name="Id">The entry.</param>
/// <param name="Number">Its number.</param>
public sealed record EntryBody(string Kind, Guid Id, string Number);
