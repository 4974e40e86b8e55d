// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;

namespace Ikc.Generators.Emit;

/// <summary>Publishes the layouts of an assembly's fixed structs for the contracts of other assemblies.</summary>
internal static class LayoutsEmitter
{
    public static string Emit(LayoutsSpec layouts)
    {
        SourceWriter writer = new();
        FileHeader.Write(writer);
        foreach (StructSpec layout in layouts.Structs)
        {
            writer.Line($"[assembly: {Text.CompilerServices}IkcStructLayout(typeof({layout.Type}), {Text.Of(layout.SizeBytes)}, "
                + $"{Text.Literal(layout.Shape)})]");
        }

        return writer.Finish();
    }
}
