package org.panatorch.kit;

import org.panatorch.torch.nn.Module;

/** What happens to a module between its construction and its use in a case's line. */
public interface ModuleCheck {
    <M extends Module> M of(M module);
}
