namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files CompanyTexts.resx (Polish) and CompanyTexts.en.resx.</summary>
public sealed class CompanyTexts;
