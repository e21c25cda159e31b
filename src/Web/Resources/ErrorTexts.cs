namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files ErrorTexts.resx (Polish) and ErrorTexts.en.resx.</summary>
public sealed class ErrorTexts;
