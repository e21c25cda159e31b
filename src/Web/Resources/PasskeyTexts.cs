namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files PasskeyTexts.resx (Polish) and PasskeyTexts.en.resx.</summary>
public sealed class PasskeyTexts;
