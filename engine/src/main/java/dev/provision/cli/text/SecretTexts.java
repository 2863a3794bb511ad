package dev.provision.cli.text;

import dev.provision.declare.FieldType;
import dev.provision.declare.Resource;
import dev.provision.declare.Schema;
import dev.provision.declare.SpecTree;
import dev.provision.graph.LinkedPlay;
import dev.provision.spi.Declaration;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Secret;
import dev.provision.spi.schema.Value;
import dev.provision.template.Variables;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The texts of a play that must not be shown: declared secrets, secret variables, values that were
 * computed from one, and the environment variables they came from. Numbers and booleans of a
 * sensitive field are left out: masking every {@code true} hides nothing.
 */
public final class SecretTexts {
  private static final String ENVIRONMENT = "environment ";

  private final Map<String, String> environment;
  private final Set<String> texts = new LinkedHashSet<>();

  private SecretTexts(Map<String, String> environment) {
    this.environment = environment;
  }

  public static Set<String> of(LinkedPlay play, Map<String, String> environment) {
    SecretTexts secrets = new SecretTexts(environment);
    secrets.texts.addAll(play.secrets());
    secrets.declaration(play.connection());
    for (Resource<?> resource : play.graph().resources()) {
      secrets.declaration(resource.declaration());
    }
    return secrets.texts;
  }

  private void declaration(Declaration<? extends Record> declaration) {
    record(declaration, declaration.spec(), "", false);
    declaration.fields().values().stream()
        .filter(field -> field.sensitive())
        .flatMap(field -> field.sources().stream())
        .filter(source -> source.startsWith(ENVIRONMENT))
        .map(source -> source.substring(ENVIRONMENT.length()))
        .filter(name -> Variables.isSecretName(name))
        .forEach(name -> texts.add(environment.getOrDefault(name, "")));
  }

  private void record(
      Declaration<? extends Record> declaration, Record spec, String prefix, boolean sensitive) {
    List<Schema.Field> fields = Schema.of(spec.getClass()).fields();
    List<Object> values = SpecTree.values(spec);
    for (int i = 0; i < values.size(); i++) {
      value(
          declaration,
          values.get(i),
          prefix + fields.get(i).key(),
          sensitive || fields.get(i).sensitive());
    }
  }

  private void value(
      Declaration<? extends Record> declaration, Object value, String path, boolean above) {
    boolean sensitive = above || declaration.isSensitive(path);
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(inner -> value(declaration, inner, path, above));
    } else if (value instanceof Value.Known<?> known) {
      value(declaration, known.value(), path, above);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> value(declaration, inner, path + "." + key, above));
    } else if (value instanceof Collection<?> list) {
      int index = 0;
      for (Object item : list) {
        value(declaration, item, path + "." + index++, above);
      }
    } else if (value instanceof Secret secret) {
      texts.add(secret.text());
    } else if (value instanceof Content content) {
      if (sensitive) {
        texts.add(content.text());
      }
    } else if (value instanceof String text) {
      if (sensitive) {
        texts.add(text);
      }
    } else if (value instanceof Record inner && FieldType.isMapping(inner.getClass())) {
      record(declaration, inner, path + ".", above);
    } else if (sensitive && value instanceof Record single) {
      texts.add(single.toString());
    }
  }
}
