namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files LetterTexts.resx (Polish) and LetterTexts.en.resx: what happens to a letter after it is registered.</summary>
public sealed class LetterTexts;
