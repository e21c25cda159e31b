namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files ContractTexts.resx (Polish) and ContractTexts.en.resx.</summary>
public sealed class ContractTexts;
