using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>
/// The budgets of a multi-fidelity tool (SMAC, BOHB, DeepCAVE): every evaluation of a configuration is a run, and where there are several budgets the budget is a parameter of it, so outcomes of short and long trainings are told apart.
/// </summary>
internal static class BudgetedRuns
{
    public const string Name = "budget";

    /// <summary>The parameter's shape and what to tell of it; nothing where there is one budget or none.</summary>
    public static IEnumerable<RunItem> Declarations(IReadOnlyCollection<double> budgets)
    {
        if (budgets.Count < 2)
            yield break;
        yield return new ParameterDeclared(new ParameterShape(Name, budgets.All(double.IsInteger) ? ParameterKind.Integer : ParameterKind.Number, Low: budgets.Min(), High: budgets.Max()), 0);
        yield return new Remarked($"The runs were made with {budgets.Count} budgets, from {Text(budgets.Min())} to {Text(budgets.Max())}; every evaluation is a run of its own and the budget one of its parameters.", 0);
    }

    /// <summary>The values with the budget among them where there are several budgets, and as a note where there is one.</summary>
    public static (List<NamedValue> Parameters, List<NamedValue> Notes) With(List<NamedValue> parameters, double? budget, int budgets)
    {
        var notes = new List<NamedValue>();
        if (budget is not { } known || !double.IsFinite(known))
            return (parameters, notes);
        if (budgets > 1 && !parameters.Exists(p => p.Name == Name))
            parameters.Add(new NamedValue(Name, known));
        else if (known != 0)
            notes.Add(new NamedValue(Name, known));
        return (parameters, notes);
    }

    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The folder's name, or for the numbered folders that tools make inside theirs the name above it.</summary>
    public static string FolderName(string path)
    {
        var folder = new DirectoryInfo(Path.GetFullPath(path));
        while (folder.Parent is { Parent: not null } above && folder.Name.All(char.IsAsciiDigit))
            folder = above;
        return folder.Name;
    }
}
