package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.playbook.Keys;
import dev.provision.playbook.Scope;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.Field;
import dev.provision.spi.Kind;
import dev.provision.spi.Problem;
import dev.provision.syntax.Mapping;
import dev.provision.template.Resources;
import dev.provision.template.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Binds one expansion of a declaration, and again when more is known about other resources.
 *
 * @param span the name in its section
 * @param body without the keys that expand
 * @param resources what expressions can read from other resources, given the known attributes
 */
record ResourceBinding<S extends Record>(
    Kind<S, ?, ?> kind,
    Expansion expansion,
    Span span,
    Mapping body,
    Templates templates,
    Function<Function<Address, Optional<Map<String, Object>>>, Resources> resources) {

  Checked<Resource<S>> bind() {
    Evaluated evaluated = Evaluated.of(body, expansion.scope());
    List<Use> uses = new ArrayList<>(Pendings.uses(evaluated.node()));
    Checked<Declaration<S>> declaration = bind(evaluated, expansion.scope(), uses);
    return declaration.then(
        bound ->
            Checked.of(Resource.declared(kind, bound, uses, known -> bindAgain(evaluated, known))));
  }

  /** From the first evaluation, so that a value that changes is seen to change. */
  private Checked<Declaration<S>> bindAgain(
      Evaluated first, Function<Address, Optional<Map<String, Object>>> attributes) {
    Resources known = resources.apply(attributes);
    return bind(first.resolved(known), expansion.scope().withResources(known), new ArrayList<>());
  }

  private Checked<Declaration<S>> bind(Evaluated evaluated, Scope scope, List<Use> templateUses) {
    Mapping mapping = (Mapping) evaluated.node();
    List<Diagnostic> diagnostics = new ArrayList<>(evaluated.diagnostics());
    ContentReader contents = new ContentReader(scope.variables(), templates);
    Schema schema = Schema.of(kind.spec());
    Set<String> keys = new LinkedHashSet<>(schema.keys());
    keys.addAll(CommonKeys.all());
    Keys.refuseUnknown(mapping, keys, "field", diagnostics);

    Binder own = new Binder(contents, evaluated.broken());
    Optional<Record> spec = own.bind(schema, mapping, span);
    Binder shared = new Binder(contents, evaluated.broken());
    Mapping rest = CommonKeys.without(mapping, schema.keys());
    Optional<Record> common = shared.bind(CommonKeys.schema(), rest, span);
    diagnostics.addAll(own.notes().diagnostics());
    diagnostics.addAll(shared.notes().diagnostics());
    templateUses.addAll(own.notes().uses());
    if (spec.isEmpty() || common.isEmpty()) {
      return Checked.failed(diagnostics);
    }
    Map<String, Field> fields = new LinkedHashMap<>(shared.notes().fields());
    fields.putAll(own.notes().fields());
    Declaration<S> declaration =
        new Declaration<>(
            new Address(kind.info().kind(), expansion.name()),
            kind.spec().cast(spec.get()),
            ((CommonKeys.Written) common.get()).common(),
            fields,
            own.notes().references(),
            span);
    for (Problem problem : kind.validate(declaration)) {
      diagnostics.add(
          Diagnostic.error(
              Pendings.withoutSecrets(problem.message(), mapping),
              declaration.spanOf(problem.field())));
    }
    return Checked.of(declaration, diagnostics);
  }
}
