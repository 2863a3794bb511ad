package dev.provision.cli;

import dev.provision.cli.text.DocPages;
import dev.provision.cli.text.DocTopics;
import dev.provision.declare.Catalog;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.report.ExitCode;
import dev.provision.spi.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code provision doc}: the reference, from the records that are the schema. */
final class DocCommand implements Command {
  @Override
  public String name() {
    return "doc";
  }

  @Override
  public String arguments() {
    return "[KIND|TOPIC]";
  }

  @Override
  public String summary() {
    return "Print the reference of the language, of one kind, or a topic.";
  }

  @Override
  public String example() {
    return "provision doc instances";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.none(), "text or json");
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    List<String> arguments = invocation.arguments(0, 1, "a kind or a topic");
    boolean json = invocation.format("text", "json").equals("json");
    Catalog catalog = new Catalog(invocation.world().provider().get());
    DocPages pages = new DocPages(catalog);
    if (arguments.isEmpty()) {
      invocation.console().out().print(json ? pages.allJson() : pages.overview());
      return ExitCode.OK;
    }
    String word = arguments.get(0);
    if (word.equals(catalog.provider().section())) {
      invocation.console().out().print(json ? pages.connectionJson() : pages.connection());
      return ExitCode.OK;
    }
    Optional<Kind<?, ?, ?>> kind = catalog.named(word);
    if (kind.isEmpty() && DocTopics.page(word).isPresent()) {
      String page = DocTopics.page(word).get();
      invocation.console().out().print(json ? pages.topicJson(word, page) : page);
      return ExitCode.OK;
    }
    if (kind.isEmpty()) {
      throw new UsageException(
          "unknown kind `" + word + "`" + DidYouMean.suffix(word, known(catalog)));
    }
    invocation.console().out().print(json ? pages.json(kind.get()) : pages.text(kind.get()));
    return ExitCode.OK;
  }

  private static List<String> known(Catalog catalog) {
    List<String> all = new ArrayList<>(catalog.sections());
    all.addAll(DocTopics.names());
    return all;
  }
}
