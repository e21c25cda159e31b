using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Shared.Fields;

/// <summary>Puts what the rules found at the fields of a form.</summary>
public static class FieldProblems
{
    /// <summary>Adds each problem under the name the form has for the field.</summary>
    /// <param name="state">The form's state.</param>
    /// <param name="problems">What is wrong, by names of the API.</param>
    /// <param name="nameOf">From the API's name to the form's.</param>
    public static void Show(this ModelStateDictionary state, IEnumerable<FieldProblem> problems, Func<string, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(nameOf);
        foreach (var problem in problems)
            state.AddModelError(nameOf(problem.Field), FieldErrorText.For(problem));
    }

    /// <summary>Adds what the rules found, where nothing stands yet.</summary>
    public static void Show(this ModelStateDictionary state, IEnumerable<FieldError> errors, Func<string, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(nameOf);
        foreach (var error in errors)
        {
            if (!state.TryGetValue(nameOf(error.Field), out var entry) || entry.Errors.Count == 0)
                state.AddModelError(nameOf(error.Field), FieldErrorText.For(error));
        }
    }
}
