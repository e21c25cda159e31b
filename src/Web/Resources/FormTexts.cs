namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files FormTexts.resx (Polish) and FormTexts.en.resx.</summary>
public sealed class FormTexts;
