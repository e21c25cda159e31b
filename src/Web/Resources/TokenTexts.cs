namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files TokenTexts.resx (Polish) and TokenTexts.en.resx.</summary>
public sealed class TokenTexts;
