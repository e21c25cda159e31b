namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files ShellTexts.resx (Polish) and ShellTexts.en.resx.</summary>
public sealed class ShellTexts;
