package org.panatorch.repl.commands;

import org.panatorch.ddpm.UserException;
import org.panatorch.repl.session.Session;
import org.panatorch.torch.Tensor;

/** Pictures to begin with: digits of MNIST, or results. */
final class Sources {
    private Sources() {}

    /**
     * The pictures of a word, (n, 1, 28, 28) in [-1, 1], in the open scope.
     *
     * @param verb who asks
     * @param what a digit, 0 to 9, or a result's name
     * @param which of the digits of that kind, from 0
     */
    static Tensor of(Session session, String verb, String what, int which) {
        if (!what.matches("\\d+")) {
            return session.images(what).to(session.device());
        }
        if (what.length() > 1) {
            throw new UserException(verb + ": expected a digit from 0 to 9, or a result's name, got " + what);
        }
        return session.digits().get(Integer.parseInt(what), which).to(session.device());
    }
}
