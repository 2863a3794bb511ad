package dev.provision.proof.fuzz;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.template.Templates;

/** A template file. A text that a secret went into stays one. */
final class TemplateTarget implements FuzzTarget {
  private final ScratchFolder folder = new ScratchFolder();

  @Override
  public void take(byte[] input) throws Exception {
    if (Slow.is(input)) {
      return;
    }
    folder.write("templates/t.ftl", input);
    Span span = new Span(folder.path("site.yml").toString(), 1, 1, 1, 2);
    Checked<Node> text =
        new Templates(folder.path("site.yml"))
            .render(
                Scalar.of("t.ftl", Scalar.Style.PLAIN, span, Provenance.LITERAL),
                ExpressionTarget.variables());
    Mistakes.check(text);
    text.value().ifPresent(ExpressionTarget::keepsSecrets);
  }
}
