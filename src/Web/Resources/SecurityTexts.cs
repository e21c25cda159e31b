namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files SecurityTexts.resx (Polish) and SecurityTexts.en.resx.</summary>
public sealed class SecurityTexts;
