namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files ContactTexts.resx (Polish) and ContactTexts.en.resx.</summary>
public sealed class ContactTexts;
