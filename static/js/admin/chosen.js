/* Rows that an editor chooses into running text: key statistics, cited works. The text holds the
   row's number; the words seen in the editor only name it. */

const { EditorState, Modifier } = window.DraftJS;

class RowSource extends window.draftail.ModalWorkflowSource {
  getChooserConfig() {
    return {
      url: this.props.entityType.chooserUrls.row,
      urlParams: {},
      onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: { chosen: this.onChosen },
    };
  }

  onChosen(row) {
    const { editorState, entityType, onComplete } = this.props;
    const content = editorState.getCurrentContent();
    const key = content
      .createEntity(entityType.type, 'IMMUTABLE', { id: row.id })
      .getLastCreatedEntityKey();
    const changed = Modifier.replaceText(
      content,
      editorState.getSelection(),
      row.string,
      editorState.getCurrentInlineStyle(),
      key,
    );
    this.workflow.close();
    onComplete(EditorState.push(editorState, changed, 'insert-characters'));
  }
}

const Row = ({ children }) => window.React.createElement('mark', null, children);

['STATISTIC'].forEach((type) => {
  window.draftail.registerPlugin({ type, source: RowSource, decorator: Row }, 'entityTypes');
});
