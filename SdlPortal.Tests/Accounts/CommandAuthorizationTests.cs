using System.Reflection;
using System.Runtime.CompilerServices;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Accounts;

/// <summary>Every command of the product, found by reflection: it refuses whoever may not, before it looks at anything.</summary>
public sealed class CommandAuthorizationTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Commands => [.. Found.Select(NameOf).Distinct().Where(n => !CommandRules.NoCommands.ContainsKey(n)).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<MethodInfo> Found { get; } = [.. Methods().Where(TakesAnActor)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_refuses_every_role_without_its_deed_and_no_other(string command)
    {
        Assert.True(CommandRules.All.TryGetValue(command, out var deed), $"{command} takes an Actor and has no rule. Let it demand its deed as its first statement, and add it to the table of CommandRules.");
        foreach (var method in Found.Where(m => NameOf(m) == command))
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var refused = await RefusedAsync(method, new Actor("id", "Somebody", [role]));
                Assert.True(refused == !Rights.Of(role).Contains(deed), $"{command} {(refused ? "refuses" : "lets in")} the role {role}, but {deed} is {(refused ? "theirs" : "not theirs")}.");
            }

            Assert.True(await RefusedAsync(method, new Actor("id", "Nobody", [])), $"{command} lets somebody in who has no role at all.");
        }
    }

    [Fact]
    public void The_table_names_no_command_that_is_gone() =>
        Assert.Empty(CommandRules.All.Keys.Concat(CommandRules.NoCommands.Keys).Except(Found.Select(NameOf)));

    [Fact]
    public void Nothing_takes_the_mere_name_of_whoever_acts() =>
        Assert.Empty(Methods().Where(m => m.DeclaringType!.IsVisible && m.GetParameters().Any(p => p.ParameterType == typeof(string) && p.Name is "actor" or "by")).Select(NameOf));

    private static IEnumerable<MethodInfo> Methods() => new[] { typeof(Campaign).Assembly, typeof(PortalCli).Assembly }
        .SelectMany(a => a.GetTypes())
        .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !IsRecord(t) && !typeof(Delegate).IsAssignableFrom(t))
        .SelectMany(t => t.GetMethods(Own))
        .Where(m => !m.IsSpecialName && !m.IsDefined(typeof(CompilerGeneratedAttribute)));

    /// <summary>Records hold what they are given.</summary>
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    /// <summary>What says why somebody may not, such as <see cref="Actor.WhyNot"/>, answers and does nothing.</summary>
    private static bool TakesAnActor(MethodInfo method) => !method.Name.StartsWith("WhyNot", StringComparison.Ordinal) && method.GetParameters().Any(p => p.ParameterType == typeof(Actor) || ActorWithin(p.ParameterType) is not null);

    /// <summary>A request that says who asks.</summary>
    private static FieldInfo? ActorWithin(Type type) => !type.IsInterface && type.Namespace?.StartsWith("SdlPortal.", StringComparison.Ordinal) == true && IsRecord(type)
        ? type.GetField("<By>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is { } field && field.FieldType == typeof(Actor) ? field : null
        : null;

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>Calls it on an object without content: whatever it did before it asks who it is for would fail otherwise.</summary>
    private static async Task<bool> RefusedAsync(MethodInfo method, Actor actor)
    {
        var called = method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => typeof(object))]) : method;
        var target = method.IsStatic ? null : RuntimeHelpers.GetUninitializedObject(method.DeclaringType!);
        try
        {
            if (called.Invoke(target, [.. called.GetParameters().Select(p => Argument(p.ParameterType, actor))]) is Task task)
                await task;
            return false;
        }
        catch (ForbiddenException)
        {
            return true;
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException is ForbiddenException;
        }
        catch (Exception e) when (e is not ForbiddenException)
        {
            return false; // Let in, and then there was nothing to work with.
        }
    }

    private static object? Argument(Type type, Actor actor)
    {
        if (type == typeof(Actor))
            return actor;
        if (ActorWithin(type) is { } field)
        {
            var request = RuntimeHelpers.GetUninitializedObject(type);
            field.SetValue(request, actor);
            return request;
        }

        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
