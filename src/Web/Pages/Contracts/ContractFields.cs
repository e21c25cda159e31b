namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>The fields of a contract's form: the same for a new one and for one that is changed.</summary>
/// <param name="Form">As typed.</param>
/// <param name="Choices">What may be chosen.</param>
/// <param name="Begin">Whether the page begins at the first field.</param>
public sealed record ContractFields(ContractForm Form, ContractChoices Choices, bool Begin);
