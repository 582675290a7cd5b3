using System.Reflection;
using System.Runtime.CompilerServices;

namespace FollowUp.Contracts.Tests;

/// <summary>What others can see of a type, a line for each member, so that a contract's and the real one's can be compared.</summary>
internal static class Shape
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetTypes().Where(IsSeen);

    /// <summary>The lines of a type.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        var name = NameOf(type);
        yield return $"{KindOf(type)} {name} : {(type.BaseType is { } parent ? NameOf(parent) : "")}";
        foreach (var contract in type.GetInterfaces().Where(IsSeen)) yield return $"{name} is {NameOf(contract)}";
        foreach (var field in type.GetFields(Declared).Where(f => IsSeen(f.Attributes & FieldAttributes.FieldAccessMask)))
            yield return $"{name}.{field.Name}: {NameOf(field.FieldType)}{(field.IsLiteral ? " = " + field.GetRawConstantValue() : "")}";
        foreach (var method in MethodsOf(type)) yield return Line(method);
    }

    /// <summary>What a subclass has to override.</summary>
    public static IEnumerable<string> AbstractOf(Type type) => type.IsAbstract && !type.IsInterface ? MethodsOf(type).Where(m => m.IsAbstract).Select(Line) : [];

    private static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetConstructors(Declared).Where(c => !c.IsStatic).Cast<MethodBase>()
        .Concat(type.GetMethods(Declared)).Where(m => IsSeen((FieldAttributes)(m.Attributes & MethodAttributes.MemberAccessMask)));

    private static string Line(MethodBase method)
    {
        var nullability = new NullabilityInfoContext();
        var words = new List<string>();
        if (method.IsFamily || method.IsFamilyOrAssembly) words.Add("protected");
        if (method.IsStatic) words.Add("static");
        if (method.IsAbstract) words.Add("abstract");
        else if (method is { IsVirtual: true, IsFinal: false }) words.Add((method.Attributes & MethodAttributes.NewSlot) != 0 ? "virtual" : "override");
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Constrained))}>" : "";
        var parameters = method.GetParameters().Select(p =>
            $"{(p.IsOut ? "out " : p.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "")}{NameOf(p.ParameterType)}{Null(nullability.Create(p))} {p.Name}"
            + (p.HasDefaultValue ? $" = {p.RawDefaultValue ?? "null"}" : ""));
        var result = method is MethodInfo { ReturnParameter: var returned }
            ? NameOf(returned.ParameterType) + Null(nullability.Create(returned)) + (returned.GetRequiredCustomModifiers().Any(m => m.Name == nameof(IsExternalInit)) ? " init" : "")
            : "";
        return $"{string.Join(' ', words)} {NameOf(method.DeclaringType!)}.{method.Name}{generic}({string.Join(", ", parameters)}) {result}".Trim();
    }

    // Packages without nullable annotations say nothing, and the compiler's own word on value types is in the type already.
    private static string Null(NullabilityInfo info) => info.Type.IsValueType || info.ReadState != NullabilityState.Nullable ? "" : "?";

    private static string KindOf(Type type) => type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter) return type.Name;
        if (type.IsByRef) return "ref " + NameOf(type.GetElementType()!);
        if (type.IsArray) return NameOf(type.GetElementType()!) + "[]";
        var name = (type.IsNested ? NameOf(type.DeclaringType!) + "." : type.Namespace + ".") + type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    private static string Constrained(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints().Select(NameOf).Order(StringComparer.Ordinal);
        return $"{parameter.Name}: {string.Join(" & ", constraints.Append((parameter.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask).ToString()))}";
    }

    private static bool IsSeen(Type type) => type.IsNested
        ? IsSeen(type.DeclaringType!) && (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
        : type.IsPublic;

    private static bool IsSeen(FieldAttributes access) => access is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;
}
