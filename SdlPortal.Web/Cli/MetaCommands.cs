using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Cli;

/// <summary>`meta`: prior runs from the command line (docs/prior-runs.md).</summary>
internal static class MetaCommands
{
    public static Command Create()
    {
        var command = new Command("meta", "Prior runs: what other tools and campaigns have measured before (docs/prior-runs.md).");
        command.Subcommands.Add(MetaImportCommand.Create());
        command.Subcommands.Add(MetaAnalyzeCommand.Create());
        command.Subcommands.Add(MetaRecommendCommand.Create());
        command.Subcommands.Add(Projects());
        command.Subcommands.Add(Sources());
        command.Subcommands.Add(Discard());
        command.Subcommands.Add(Remove());
        command.Subcommands.Add(Restore());
        command.Subcommands.Add(Rules());
        command.Subcommands.Add(Exclude());
        command.Subcommands.Add(Undo());
        return command;
    }

    private static Command Projects()
    {
        var library = new LibraryOptions();
        var command = new Command("projects", "Lists the projects.");
        library.AddTo(command, withProject: false);
        command.SetAction((parsed, _) => LibraryOptions.TryAsync(parsed, async output =>
        {
            foreach (var project in library.Open(parsed).Projects())
                await output.WriteLineAsync(project.State is { } state ? $"{project.Name} ({project.Id}): {MetaImportCommand.Count(state.Current.Count(), "source")}, {MetaImportCommand.Count(state.Current.Sum(s => s.Runs), "run")}" : $"{project.Id}: {project.Problem}");
            return 0;
        }));
        return command;
    }

    private static Command Sources()
    {
        var library = new LibraryOptions();
        var command = new Command("sources", "Lists the sources, rules and exclusions of a project.");
        library.AddTo(command);
        command.SetAction((parsed, _) => LibraryOptions.TryAsync(parsed, async output =>
        {
            var project = library.Project(parsed);
            var state = project.State;
            foreach (var source in state.Sources)
            {
                var now = source.Removal is { } removal ? $"; removed: {removal.Reason}" : source.ReplacedBy is { } newer ? $"; replaced by {newer}" : "";
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{source.Id}: {source.Name}, {(source.Campaign is null ? MetaImportCommand.Count(source.Runs, "run") : "own campaign")}{(source.Refused > 0 ? $", {MetaImportCommand.Count(source.Refused, "row")} refused" : "")}, {source.At:yyyy-MM-dd HH:mm} by {source.By}{now}"));
            }

            foreach (var (id, runs) in project.Unfinished())
                await output.WriteLineAsync($"{id}: interrupted after {MetaImportCommand.Count(runs, "run")}, or at work; the same import goes on there, and `meta discard` lets it go");
            if (state.RulesVersion > 0)
                await output.WriteLineAsync($"Rules in force: version {state.RulesVersion}.");
            foreach (var exclusion in state.Exclusions)
                await output.WriteLineAsync($"{exclusion.Id}: {MetaImportCommand.Count(exclusion.Count, "run")} excluded ({exclusion.Selector}) by {exclusion.By}: {exclusion.Reason}{(exclusion.Undone is { } undone ? $"; undone by {undone.By}{(undone.Reason.Length > 0 ? $": {undone.Reason}" : "")}" : "")}");
            return 0;
        }));
        return command;
    }

    private static Command Discard()
    {
        var library = new LibraryOptions();
        var command = new Command("discard", "Lets go what interrupted imports have stored.");
        library.AddTo(command);
        command.SetAction((parsed, cancellationToken) => LibraryOptions.TryAsync(parsed, async output =>
        {
            var project = library.Project(parsed);
            var count = project.Unfinished().Count;
            project.DiscardUnfinished(LibraryOptions.By, cancellationToken);
            await output.WriteLineAsync(count == 0 ? "There was nothing to discard." : $"Discarded {MetaImportCommand.Count(count, "interrupted import")}.");
            return 0;
        }));
        return command;
    }

    private static Command Remove()
    {
        var library = new LibraryOptions();
        var source = new Argument<string>("source") { Description = "The source's id, as `meta sources` lists it." };
        var reason = Reason();
        var command = new Command("remove", "Takes a source out of a project; `meta restore` brings it back.") { source, reason };
        library.AddTo(command);
        command.SetAction((parsed, _) => LibraryOptions.TryAsync(parsed, async output =>
        {
            library.Project(parsed).RemoveSource(parsed.GetValue(source)!, parsed.GetValue(reason)!, LibraryOptions.By);
            await output.WriteLineAsync($"Removed {parsed.GetValue(source)}. Its files stay; bring it back with: meta restore {parsed.GetValue(source)}");
            return 0;
        }));
        return command;
    }

    private static Command Restore()
    {
        var library = new LibraryOptions();
        var source = new Argument<string>("source") { Description = "The removed source's id." };
        var command = new Command("restore", "Brings a removed source back.") { source };
        library.AddTo(command);
        command.SetAction((parsed, _) => LibraryOptions.TryAsync(parsed, async output =>
        {
            library.Project(parsed).RestoreSource(parsed.GetValue(source)!, LibraryOptions.By);
            await output.WriteLineAsync($"Restored {parsed.GetValue(source)}.");
            return 0;
        }));
        return command;
    }

    private static Command Rules()
    {
        var library = new LibraryOptions();
        var file = new Argument<FileInfo?>("file") { Description = "The rules to save. Without it the rules in force are printed.", Arity = ArgumentArity.ZeroOrOne };
        var dry = new Option<bool>("--try") { Description = "Says what the rules would do and saves nothing." };
        var comment = new Option<string?>("--comment") { Description = "Why, for those who read it later." };
        var command = new Command("rules", "The rules that bring names, units and metrics together (docs/harmonization.md).") { file, dry, comment };
        library.AddTo(command);
        command.SetAction((parsed, cancellationToken) => LibraryOptions.TryAsync(parsed, async output =>
        {
            var project = library.Project(parsed);
            if (parsed.GetValue(file) is not { } path)
            {
                await output.WriteAsync(RulesFile.Write(project.Rules()));
                return 0;
            }

            if (!path.Exists)
                throw new RefusedException($"There is no file {path.FullName}.");
            var (rules, problems) = RulesFile.Read(await File.ReadAllTextAsync(path.FullName, cancellationToken));
            if (rules is null)
                throw new DefinitionException(problems);
            if (!parsed.GetValue(dry))
            {
                var before = project.State.RulesVersion;
                var version = project.SaveRules(rules, parsed.GetValue(comment) ?? "", LibraryOptions.By);
                await output.WriteLineAsync(version == before ? "Nothing changes: these are the rules in force." : $"Saved as version {version}.");
                return 0;
            }

            var effect = project.TryRules(rules, cancellationToken);
            foreach (var rule in effect.Rules)
                await output.WriteLineAsync($"{rule.Path}: {rule.Sentence}. Touches {MetaImportCommand.Count(rule.Runs, "run")}{(rule.Collisions > 0 ? $"; {MetaImportCommand.Count(rule.Collisions, "value")} left out, since another column came first" : "")}.");
            foreach (var remark in effect.Remarks)
                await output.WriteLineAsync($"Note: {remark}");
            return effect.Problems.Count > 0 ? throw new DefinitionException(effect.Problems) : 0;
        }));
        return command;
    }

    private static Command Exclude()
    {
        var library = new LibraryOptions();
        var task = new Option<string?>("--task") { Description = "All runs of this task, also later ones." };
        var keys = new Option<string[]>("--key") { Description = "A run's key; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var source = new Option<string?>("--source") { Description = "The source of the keys or rows." };
        var rows = new Option<int[]>("--row") { Description = "A row of the source, counted from 0; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var reason = Reason();
        var command = new Command("exclude", "Leaves runs out of all analyses; `meta undo` takes it back.") { task, keys, source, rows, reason };
        library.AddTo(command);
        command.SetAction((parsed, cancellationToken) => LibraryOptions.TryAsync(parsed, async output =>
        {
            RunSelector? selector = (parsed.GetValue(task), parsed.GetValue(keys), parsed.GetValue(source), parsed.GetValue(rows)) switch
            {
                ({ } t, null or [], null, null or []) => new TaskSelected(t),
                (null, [_, ..] k, var s, null or []) => new KeysSelected(k.ToEquatableList(), s),
                (null, null or [], { } s, [_, ..] r) => new RowsSelected([new SourceRows(s, r.ToEquatableList())]),
                _ => null,
            };
            if (selector is null)
                throw new RefusedException("Say which runs with one of: --task NAME, --key KEY (perhaps with --source ID), or --source ID --row NUMBER.");
            var exclusion = library.Project(parsed).Exclude(selector, parsed.GetValue(reason)!, LibraryOptions.By, cancellationToken);
            await output.WriteLineAsync($"Excluded {MetaImportCommand.Count(exclusion.Count, "run")} as {exclusion.Id}; take it back with: meta undo {exclusion.Id}");
            return 0;
        }));
        return command;
    }

    private static Command Undo()
    {
        var library = new LibraryOptions();
        var exclusion = new Argument<string>("exclusion") { Description = "The exclusion's id, as `meta sources` lists it." };
        var reason = new Option<string?>("--reason") { Description = "Why, for those who read it later." };
        var command = new Command("undo", "Takes an exclusion back.") { exclusion, reason };
        library.AddTo(command);
        command.SetAction((parsed, _) => LibraryOptions.TryAsync(parsed, async output =>
        {
            library.Project(parsed).UndoExclusion(parsed.GetValue(exclusion)!, parsed.GetValue(reason) ?? "", LibraryOptions.By);
            await output.WriteLineAsync($"Undone: {parsed.GetValue(exclusion)}.");
            return 0;
        }));
        return command;
    }

    private static Option<string> Reason() => new("--reason") { Description = "Why, for those who read it later.", Required = true };
}
